/** How a tenant's gateway learns who the client is: what it sees itself is the entry's pod. */

/**
 * Header that the entry sets, in place of what the client wrote there. Not `x-forwarded-for`: the entry leaves what clients write there
 * in front, where plugins look (higress v2.2.4, plugins/wasm-go/extensions/ip-restriction/utils.go).
 */
export const clientAddressHeader = "x-higress-fleet-client";

/** What a plugin that knows a client tells the others and the backend; nobody else may. */
export const consumerHeader = "x-mse-consumer";
