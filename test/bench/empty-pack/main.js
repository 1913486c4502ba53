import { PolicyPack } from "@pulumi/policy";

new PolicyPack("empty", {
  enforcementLevel: "mandatory",
  policies: [{ name: "nothing", description: "Finds nothing.", validateResource: () => undefined }],
});
