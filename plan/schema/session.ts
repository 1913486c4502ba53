/** Names by which browsers and their servers keep sessions: whoever has the value is in. */

const session = /session|(^|[^a-z])(cfid|cftoken)$|sess(id)?([^a-z]|$)|(^|[^a-z])[a-z]?sid([^a-z]|$)/i;

/** Whether a cookie, parameter or header of this name has a session's identifier, as far as the name tells: `JSESSIONID`, `connect.sid`. */
export const namesSession = (name: string): boolean => session.test(name);
