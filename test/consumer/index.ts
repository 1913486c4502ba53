import * as kubernetes from "@pulumi/kubernetes";
import { deployGateway } from "./gateway.ts";

deployGateway(new kubernetes.Provider("eu"));
