import { createServer } from "node:net";
import { errors } from "@elastic/elasticsearch";
import { describe, expect, it } from "vitest";
import { createElasticsearch } from "./client";

const PASSWORD = "a-password-of-nobody";

/** What a request ends with when its server hangs up. */
async function faultOf(body: Buffer): Promise<InstanceType<typeof errors.ConnectionError>> {
  const server = createServer((socket) => socket.destroy()).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const es = createElasticsearch({ url: `http://127.0.0.1:${port}`, username: "nobody", password: PASSWORD });
  try {
    await es.transport.request({ method: "POST", path: "/_bulk", body });
  } catch (fault) {
    if (fault instanceof errors.ConnectionError) return fault;
    throw fault;
  } finally {
    await es.close();
    server.close();
  }
  throw new Error("expected a fault, got an answer");
}

describe("the fault of a request", () => {
  it("holds the body that was sent, not a copy of it", async () => {
    const body = Buffer.alloc(1_000_000, "\n");
    const { meta } = await faultOf(body);
    expect(Object.is(meta?.meta.request.params.body, body)).toBe(true);
  });

  it("holds no credentials", async () => {
    const { meta } = await faultOf(Buffer.from("{}\n"));
    const text = JSON.stringify(meta);
    expect(text).not.toContain(PASSWORD);
    expect(text).not.toContain(Buffer.from(`nobody:${PASSWORD}`).toString("base64"));
    expect(text.toLowerCase()).not.toContain("authorization");
  });
});
