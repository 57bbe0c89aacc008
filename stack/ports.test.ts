import { createServer, type Server } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { pickPort } from "./ports";

describe("pickPort", () => {
  let holder: Server | undefined;
  afterEach(() => holder?.close());

  const hold = (host: string) =>
    new Promise<number>((resolve) => {
      holder = createServer().listen({ host, port: 0 }, () => {
        const address = holder?.address();
        resolve(typeof address === "object" ? (address?.port ?? 0) : 0);
      });
    });

  it.each(["127.0.0.1", "0.0.0.0"])("goes on to the next port when somebody holds it on %s", async (host) => {
    const taken = await hold(host);
    expect(await pickPort(taken, new Set())).toBeGreaterThan(taken);
  });

  it("promises no port twice", async () => {
    const promised = new Set<number>();
    const first = await pickPort(39_200, promised);
    expect(await pickPort(first, promised)).not.toBe(first);
    expect(promised.size).toBe(2);
  });

  it("takes any free port for zero", async () => {
    expect(await pickPort(0, new Set())).toBeGreaterThan(0);
  });
});
