/** What a path calls by gRPC. */
import type { Route } from "../model.ts";

export const isGrpc = ({ protocol }: Pick<Route, "protocol">): boolean => protocol === "grpc";

export interface Call {
  readonly service: string;
  /** Absent: every method of the service. */
  readonly method?: string;
}

/** As protobuf names them (Gateway API v1.6, GRPCMethodMatch). */
const called = /^\/(\.?[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)(?:\/([A-Za-z_]\w*)?)?$/;

/** Undefined for a path that is none, `/` among them. */
export function calledBy({ path }: Pick<Route, "path">): Call | undefined {
  const [, service, method] = called.exec(path) ?? [];
  return service === undefined ? undefined : { service, ...(method !== undefined && { method }) };
}
