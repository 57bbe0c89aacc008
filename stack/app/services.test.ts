import { describe, expect, it } from "vitest";
import { foldersOf } from "@/stack/folders";
import { simulatorService, webService, workerService } from "./services";

const ENVIRONMENT = {
  SLIPSTREAM_LOCAL_STACK: "1",
  SLIPSTREAM_NAMESPACE: "",
  SLIPSTREAM_KAFKA_BROKERS: "b",
  SLIPSTREAM_ELASTICSEARCH_URL: "e",
  SLIPSTREAM_ELASTICSEARCH_OPERATIONS_PASSWORD: "o",
  SLIPSTREAM_ELASTICSEARCH_ANALYTICS_PASSWORD: "a",
  SLIPSTREAM_ELASTICSEARCH_REPAIR_PASSWORD: "r",
  SLIPSTREAM_ELASTICSEARCH_INGEST_PASSWORD: "i",
  SLIPSTREAM_ELASTICSEARCH_RIDES_PASSWORD: "d",
  SLIPSTREAM_ELASTICSEARCH_PROJECTION_PASSWORD: "p",
  SLIPSTREAM_ELASTICSEARCH_MAINTENANCE_PASSWORD: "m",
  SLIPSTREAM_DATABASE_URL: "d",
  SLIPSTREAM_DATABASE_OWNER_URL: "d",
  SLIPSTREAM_DATABASE_TENANT_URL: "d",
  SLIPSTREAM_DATABASE_OUTBOX_URL: "d",
  SLIPSTREAM_DATABASE_ERASURE_URL: "e",
  SLIPSTREAM_DATABASE_PROJECTION_URL: "d",
  SLIPSTREAM_PSEUDONYM_KEY: "k",
  SLIPSTREAM_DEMO_KEY_LI: "k",
  SLIPSTREAM_OIDC_ISSUER: "https://id.example",
  SLIPSTREAM_OIDC_CLIENT_SECRET: "c",
  NEXTAUTH_SECRET: "n",
};
const folders = foldersOf("/nowhere");
const controls = { port: 1, token: "t" };
const services = {
  web: webService(folders, ENVIRONMENT, { web: 1, metrics: 2 }),
  worker: workerService(folders, ENVIRONMENT, "ingest", { metrics: 2 }),
  rides: workerService(folders, ENVIRONMENT, "rides", { metrics: 2 }),
  reports: workerService(folders, ENVIRONMENT, "reports", { metrics: 2 }),
  eraser: workerService(folders, ENVIRONMENT, "erasure", { metrics: 3 }),
  simulator: simulatorService(folders, ENVIRONMENT, { bikes: 10, controls }, "http://127.0.0.1:1"),
};
const toldTo = (name: string) =>
  Object.entries(services).flatMap(([service, { environment }]) => (name in environment ? [service] : []));

describe("a process of the local stack", () => {
  it.each([
    ["SLIPSTREAM_OIDC_ISSUER", ["web"]],
    ["SLIPSTREAM_OIDC_CLIENT_SECRET", ["web"]],
    ["NEXTAUTH_SECRET", ["web"]],
    ["SLIPSTREAM_ELASTICSEARCH_OPERATIONS_PASSWORD", ["web"]],
    ["SLIPSTREAM_ELASTICSEARCH_ANALYTICS_PASSWORD", ["web"]],
    ["SLIPSTREAM_ELASTICSEARCH_REPAIR_PASSWORD", ["web"]],
    ["SLIPSTREAM_ELASTICSEARCH_INGEST_PASSWORD", ["worker"]],
    ["SLIPSTREAM_ELASTICSEARCH_RIDES_PASSWORD", ["rides"]],
    ["SLIPSTREAM_ELASTICSEARCH_PROJECTION_PASSWORD", ["reports"]],
    ["SLIPSTREAM_ELASTICSEARCH_MAINTENANCE_PASSWORD", ["eraser"]],
    ["SLIPSTREAM_DATABASE_ERASURE_URL", ["eraser"]],
    ["SLIPSTREAM_DATABASE_URL", ["web", "simulator"]],
    ["SLIPSTREAM_DATABASE_OWNER_URL", []],
    ["SLIPSTREAM_DATABASE_TENANT_URL", ["web"]],
    ["SLIPSTREAM_DATABASE_OUTBOX_URL", ["worker"]],
    ["SLIPSTREAM_DATABASE_PROJECTION_URL", ["reports"]],
    ["SLIPSTREAM_PSEUDONYM_KEY", ["reports"]],
    ["SLIPSTREAM_DEMO_KEY_LI", ["simulator"]],
  ])("is told no secret that it has no use for: %s to %j", (name, told) => {
    expect(toldTo(name)).toEqual(told);
  });
});
