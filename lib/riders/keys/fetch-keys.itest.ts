import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openIssuer, type TestIssuer } from "../testing/test-issuer";
import { fetchKeys } from "./fetch-keys";

let issuer: TestIssuer;
beforeAll(async () => {
  issuer = await openIssuer();
});
afterEach(() => issuer.answerWell());
afterAll(() => issuer.close());

const fetchIn = (withinMs: number) => fetchKeys(issuer.keysAddress, true, withinMs);

describe("an issuer's keys", () => {
  it("are what it serves", async () => {
    expect(await fetchIn(3_000)).toEqual({ keys: [issuer.pair().jwk] });
  });

  it.each([301, 302, 303, 307, 308])("are not looked for where it points to: %i", async (status) => {
    const other = await openIssuer();
    issuer.answerWith((response) => response.writeHead(status, { location: other.keysAddress }).end());
    await expect(fetchIn(3_000)).rejects.toThrow(
      `expected status 200 from the address of its keys, got ${status}`,
    );
    expect(other.asked()).toBe(0);
    await other.close();
  });

  it.each([401, 404, 500, 503])("are not there with status %i", async (status) => {
    issuer.answerWith((response) => response.writeHead(status).end('{"keys":[]}'));
    await expect(fetchIn(3_000)).rejects.toThrow(`got ${status}`);
  });

  it.each([
    ["no JSON", "<html>"],
    ["no keys", "{}"],
    ["a list", "[]"],
    ["keys that are none", '{"keys":[1]}'],
    ["more keys than an issuer has", JSON.stringify({ keys: Array(201).fill({ kty: "EC" }) })],
  ])("are not %s", async (_what, body) => {
    issuer.answerWith((response) => response.end(body));
    await expect(fetchIn(3_000)).rejects.toThrow("expected a JSON Web Key Set");
  });

  it("are not read beyond 256 KiB, however much comes", async () => {
    let sent = 0;
    issuer.answerWith((response) => {
      const write = (): void => {
        while (!response.destroyed && sent < 1_000 * 65_536) {
          sent += 65_536;
          if (!response.write(Buffer.alloc(65_536, " "))) {
            response.once("drain", write);
            return;
          }
        }
        response.end();
      };
      write();
    });
    await expect(fetchIn(3_000)).rejects.toThrow("expected keys of at most 262144 bytes, got more");
    expect(sent).toBeLessThan(1_000 * 65_536);
  });

  it("are not waited for when it says nothing, or a little now and then", async () => {
    const timers: NodeJS.Timeout[] = [];
    const slow = [
      () => undefined,
      (response: { write(text: string): unknown }) => {
        timers.push(setInterval(() => response.write(" "), 20));
      },
    ];
    for (const answer of slow) {
      issuer.answerWith(answer);
      const startedMs = performance.now();
      await expect(fetchIn(300)).rejects.toThrow();
      expect(performance.now() - startedMs).toBeLessThan(2_000);
    }
    for (const timer of timers) clearInterval(timer);
  });

  it("are not fetched from this machine outside the local stack, by address or by name", async () => {
    const before = issuer.asked();
    const { port } = new URL(issuer.keysAddress);
    for (const host of ["127.0.0.1", "localhost", "[::1]"])
      await expect(fetchKeys(`https://${host}:${port}/keys`, false)).rejects.toThrow(
        "expected a public address",
      );
    await expect(fetchKeys(issuer.keysAddress, false)).rejects.toThrow("expected https://");
    expect(issuer.asked()).toBe(before);
  });

  it("are not there where nobody listens", async () => {
    const gone = await openIssuer();
    await gone.close();
    await expect(fetchKeys(gone.keysAddress, true)).rejects.toThrow();
  });
});
