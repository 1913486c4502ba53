/** References of container images, read as container engines read them (github.com/distribution/reference). */

export interface Image {
  /** Host and port, in lower case; `docker.io` where none is named. */
  readonly registry: string;
  /** `library/nginx` for `nginx` of docker.io. */
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}

const defaultRegistry = "docker.io";
const host = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*|\[[0-9a-f:]+\])(?::\d+)?$/i;
const part = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const tagForm = /^\w[\w.-]{0,127}$/;
const digestForm = /^[a-z][a-z0-9]*(?:[+._-][a-z][a-z0-9]*)*:[0-9a-f]{32,}$/i;

/** Undefined for what no engine would pull. */
export function parseImage(reference: string): Image | undefined {
  const [named = "", digest, ...more] = reference.split("@");
  const [, name = "", tag] = /^(.*?)(?::([^:/]*))?$/s.exec(named) ?? [];
  const place = split(name);
  const isWrong = (text: string | undefined, form: RegExp): boolean => text !== undefined && !form.test(text);
  if (place === undefined || more.length > 0 || isWrong(tag, tagForm) || isWrong(digest, digestForm)) return undefined;
  return { ...place, ...(tag !== undefined && { tag }), ...(digest !== undefined && { digest }) };
}

/** Registry and repository alone; undefined likewise. */
export function imageName(reference: string): string | undefined {
  const image = parseImage(reference);
  return image && `${image.registry}/${image.repository}`;
}

/**
 * Whether the image comes from there.
 * @param place a registry, `registry.example.com:5000`, or one and the first parts of its repositories,
 *   `registry.example.com/mirror`
 */
export function isFrom(image: Image, place: string): boolean {
  const [first = "", ...rest] = place.replace(/\/+$/, "").split("/");
  const isHost = namesHost(first);
  const registry = isHost ? registryOf(first) : defaultRegistry;
  const prefix = isHost ? rest : [first, ...rest];
  const parts = image.repository.split("/");
  // The repository itself is something in that place, not the place.
  return (
    image.registry === registry && prefix.length < parts.length && prefix.every((each, index) => each === parts[index])
  );
}

/** Whether it can only mean one image: by a digest, or by a tag with a whole version, a commit or a date. Others move. */
export const isPinned = ({ tag = "", digest }: Image): boolean =>
  digest !== undefined || /(?:^|[^\d])\d+\.\d+\.\d+|^(?:[\w.]+-)?(?=[a-f]*\d)[0-9a-f]{7,40}$|\d{8}/.test(tag);

function split(name: string): Pick<Image, "registry" | "repository"> | undefined {
  const [first = "", ...rest] = name.split("/");
  const isHost = rest.length > 0 && namesHost(first);
  const registry = isHost ? registryOf(first) : defaultRegistry;
  const parts = isHost ? rest : [first, ...rest];
  if (!host.test(registry) || !parts.every((each) => part.test(each))) return undefined;
  const repository = registry === defaultRegistry && parts.length === 1 ? ["library", ...parts] : parts;
  return { registry, repository: repository.join("/") };
}

/** What tells `example.com/x` from `user/x`. */
const namesHost = (first: string): boolean =>
  /[.:\[]/.test(first) || first === "localhost" || first !== first.toLowerCase();

function registryOf(first: string): string {
  const registry = first.toLowerCase();
  return registry === "index.docker.io" ? defaultRegistry : registry;
}
