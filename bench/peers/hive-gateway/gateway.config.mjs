import process from "node:process";
import { defineConfig } from "@graphql-hive/gateway";

export const gatewayConfig = defineConfig({
  supergraph: process.env["SUPERGRAPH"],
  host: "127.0.0.1",
  port: Number(process.env["PORT"]),
  pollingInterval: 0,
  logging: "error",
  landingPage: false,
  graphiql: false,
});
