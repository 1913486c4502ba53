/**
 * What a gateway does with the requests of a route, beside where it leads them. Each field is one concern with a file of its own
 * in traffic/, and one line in its table.
 */
export interface Traffic {
  /** Whole seconds until a request that got no whole answer ends with 504; absent: it may take as long as it takes. */
  readonly timeout?: number;
  readonly headers?: HeaderChanges;
}

export interface HeaderChanges {
  /** On the way to the backend. */
  readonly request?: HeaderChange;
  /** On the way back to the client. */
  readonly response?: HeaderChange;
}

/** Names in lower case. */
export interface HeaderChange {
  /** Value by name: replaces what is there. */
  readonly set?: Readonly<Record<string, string>>;
  /** Value by name: comes after what is there. */
  readonly add?: Readonly<Record<string, string>>;
  readonly remove?: readonly string[];
}
