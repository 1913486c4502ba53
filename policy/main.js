// Pulumi's host for policy packs hands every TypeScript file it requires to a compiler of its own. What JavaScript
// imports, Node reads natively: the pack starts at once, and needs no tsconfig.json beside it.
import "./index.ts";
