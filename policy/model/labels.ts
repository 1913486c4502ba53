/** Labels of an object, put right. */
import type { Resource } from "../rule.ts";
import { at, record } from "./shape.ts";

/** The properties with these labels over the ones that are there. */
export const withLabels = (props: Resource["props"], labels: Readonly<Record<string, string>>): Resource["props"] => ({
  ...props,
  metadata: { ...record(props.metadata), labels: { ...record(at(props, "metadata", "labels")), ...labels } },
});
