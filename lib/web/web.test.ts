import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { networkInterfaces } from "node:os";
import { afterEach, describe, expect, it } from "vitest";
import { boot } from "./boot";
import { closeAll, onShutdown } from "./closers";
import { serveMetrics } from "./metrics";
import { reachableBeyondLoopback } from "./reachable-beyond-loopback";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

const listen = (host: string) =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, host, () => resolve(portOf(server)));
    servers.push(server);
  });

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  return address !== null && typeof address === "object" ? address.port : 0;
}

const networked = Object.values(networkInterfaces()).some((list) => list?.some(({ internal }) => !internal));

describe("the local stack's web", () => {
  it("is not reachable from a network when it listens on loopback", async () => {
    expect(await reachableBeyondLoopback(await listen("127.0.0.1"))).toBeNull();
  });

  it.runIf(networked)("does not boot when it is", async () => {
    const port = await listen("0.0.0.0");
    expect(await reachableBeyondLoopback(port)).not.toBeNull();
    const attempt = boot({
      NODE_ENV: "production",
      PORT: String(port),
      SLIPSTREAM_LOCAL_STACK: "1",
      SLIPSTREAM_KAFKA_BROKERS: "127.0.0.1:9092",
      SLIPSTREAM_ELASTICSEARCH_URL: "http://127.0.0.1:9200",
      SLIPSTREAM_ELASTICSEARCH_OPERATIONS_PASSWORD: "x",
      SLIPSTREAM_DATABASE_URL: "postgres://127.0.0.1/x",
      SLIPSTREAM_DATABASE_TENANT_URL: "postgres://127.0.0.1/x",
      NEXTAUTH_SECRET: "s".repeat(32),
    });
    await expect(attempt).rejects.toThrow("loopback");
  });

  it("does not boot with a faulty environment", async () => {
    await expect(boot({ NODE_ENV: "production" })).rejects.toThrow("NEXTAUTH_SECRET");
  });
});

describe("metrics", () => {
  it("are served on loopback, on a port of their own", async () => {
    const server = await serveMetrics(0);
    servers.push(server);
    expect(server.address()).toMatchObject({ address: "127.0.0.1" });
    const answer = await fetch(`http://127.0.0.1:${portOf(server)}/metrics`);
    expect(await answer.text()).toContain("process_cpu_user_seconds_total");
  });

  it("say so when their port is taken", async () => {
    await expect(serveMetrics(await listen("127.0.0.1"))).rejects.toThrow("EADDRINUSE");
  });
});

describe("the end of the process", () => {
  it("calls every closer once, the failing ones included", async () => {
    const called: string[] = [];
    onShutdown(() => {
      called.push("first");
      throw new Error("broken");
    });
    onShutdown(() => void called.push("second"));
    onShutdown(() => void called.push("taken off"))();
    await closeAll();
    await closeAll();
    expect(called).toEqual(["first", "second"]);
  });
});
