import type { Facts } from "../facts.ts";
import { isFrom, isPinned, parseImage } from "../model/image.ts";
import { containersOf, podOf } from "../model/pods.ts";
import { releaseImages } from "../model/release-images.ts";
import { isFleetRelease } from "../model/release.ts";
import { at, list, text } from "../model/shape.ts";
import { allowedSources, sourceSettings } from "../model/sources.ts";
import { ruleUrl } from "../references.ts";
import { resourceRule, type Finding, type Resource } from "../rule.ts";

/** An image, the field that says where it comes from, and the one that says which it is. */
interface Used {
  readonly reference: string;
  readonly place: string;
  readonly tag: string;
}

export default resourceRule({
  id: "images-allowed-and-pinned",
  number: 51,
  title: "Every image comes from an allowed registry and cannot change under its name",
  why: "Whoever owns the image runs inside the tenant's namespace with its keys, now or when the tag moves.",
  severity: "high",
  enforcement: { protected: "mandatory", open: "advisory" },
  remedy: "Take the image from the fleet's registry (higress.hub), by a digest or the tag of one whole version.",
  url: ruleUrl("images-allowed-and-pinned"),
  settings: {
    ...sourceSettings,
    requireDigest: {
      type: "boolean",
      description: "Whether a tag is not enough.",
      default: false,
    },
  },
  check(resource, facts, { requireDigest, ...sources }) {
    const allowed = allowedSources(facts, sources);
    const findings = images(resource, facts)?.flatMap((image) => judge(image, allowed, requireDigest));
    return findings?.filter(({ path }, index) => findings.findIndex((finding) => finding.path === path) === index);
  },
});

function images(resource: Resource, facts: Facts): readonly Used[] | undefined {
  if (isFleetRelease(resource, facts)) return releaseImages(resource);
  const pod = podOf(resource);
  if (pod === undefined) return undefined;
  const inContainers = containersOf(pod.spec)
    // A patch need not name the image of what it changes.
    .filter(({ container }) => !(resource.isPatch && container.image === undefined))
    .map(({ path, container }) => ({ path: `${path}.image`, value: container.image }));
  const inVolumes = list(pod.spec.volumes).flatMap((volume, index) => {
    const value = at(volume, "image", "reference");
    return value === undefined ? [] : [{ path: `volumes[${index}].image.reference`, value }];
  });
  return [...inContainers, ...inVolumes].map(({ path, value }) => {
    const place = `${pod.path}.${path}`;
    return { reference: text(value) ?? "", place, tag: place };
  });
}

function judge(
  { reference, place, tag }: Used,
  allowed: readonly string[],
  requireDigest: boolean,
): readonly Finding[] {
  const image = parseImage(reference);
  if (image === undefined) return [{ path: place, message: "is no image's name" }];
  if (!allowed.some((registry) => isFrom(image, registry))) {
    return [{ path: place, message: `leads to ${image.registry}, not to ${allowed.join(" or ")}` }];
  }
  if (requireDigest && image.digest === undefined) return [{ path: tag, message: "has no digest" }];
  return isPinned(image) ? [] : [{ path: tag, message: `${JSON.stringify(image.tag ?? "latest")} names no one image` }];
}
