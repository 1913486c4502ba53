/**
 * What the controller puts the value of a Secret in place of: `${secret.<namespace>/<name>.<key>}` (higress v2.2.4,
 * pkg/ingress/config/ingress_template.go).
 */
import { isRecord, text } from "./shape.ts";

export interface Template {
  /** Of the text that has it; of a key, with that key at its end. */
  readonly path: string;
  /** Empty where none is written, which is the controller's own. */
  readonly namespace: string;
  /** `<name>.<key>`, and whatever follows. */
  readonly name: string;
}

/** Those in every text of a tree, keys included: the controller looks through the whole of it as one text. */
export function templatesIn(tree: unknown, path: string): readonly Template[] {
  if (Array.isArray(tree)) return tree.flatMap((item, index) => templatesIn(item, `${path}[${index}]`));
  if (isRecord(tree)) {
    return Object.keys(tree).flatMap((key) => [
      ...templatesOf(key, `${path}.${key}`),
      ...templatesIn(tree[key], `${path}.${key}`),
    ]);
  }
  return templatesOf(text(tree) ?? "", path);
}

/** Whose Secret it takes, for messages; undefined where that is of the namespace. */
export function foreignTo({ namespace: of }: Pick<Template, "namespace">, namespace: string): string | undefined {
  if (of === "") return "takes a Secret without saying of which namespace";
  return of === namespace ? undefined : `takes a Secret of namespace ${JSON.stringify(of)}`;
}

const templatesOf = (written: string, path: string): readonly Template[] =>
  [...written.matchAll(/\$\{secret\.(?:([^}/]*)\/)?([^}]*)/g)].map(([, namespace = "", name = ""]) => ({
    path,
    namespace,
    name,
  }));
