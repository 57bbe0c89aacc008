import { NextRequest } from "next/server";
import { describe, expect, it } from "vitest";
import { boundedRequest } from "./bounded-request";

const url = "http://bikes.example/api/auth/callback/credentials?x=1";
const form = { "content-type": "application/x-www-form-urlencoded", cookie: "a=b" };

/** A sender that goes on for as long as it is read. */
function endless(): { body: ReadableStream<Uint8Array>; sent: () => number } {
  let bytes = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      bytes += 1_024;
      controller.enqueue(new Uint8Array(1_024).fill(97));
    },
  });
  return { body, sent: () => bytes };
}

const post = (body: BodyInit | null, headers: Record<string, string> = form) =>
  new NextRequest(url, { method: "POST", headers, body, duplex: "half" });

describe("a request for next-auth", () => {
  it("keeps its address, headers, cookies and body", async () => {
    const request = await boundedRequest(post("email=a%40b&password=c"));
    expect(request.method).toBe("POST");
    expect(request.nextUrl.searchParams.get("x")).toBe("1");
    expect(request.cookies.get("a")?.value).toBe("b");
    expect(request.headers.get("content-type")).toBe(form["content-type"]);
    expect(await request.text()).toBe("email=a%40b&password=c");
  });

  it("may have no body, and is left as it is when it only asks", async () => {
    expect(await (await boundedRequest(post(null))).text()).toBe("");
    const question = new NextRequest(url);
    expect(await boundedRequest(question)).toBe(question);
  });

  it("is read to the limit and no further", async () => {
    expect(await (await boundedRequest(post("a".repeat(16_384)))).text()).toHaveLength(16_384);
    const { body, sent } = endless();
    await expect(boundedRequest(post(body))).rejects.toMatchObject({ code: "too-large" });
    expect(sent()).toBeLessThan(64 * 1_024);
  });

  it("is not waited for when it does not come", async () => {
    const never = new ReadableStream<Uint8Array>();
    const waiting = boundedRequest(post(never), { maxBytes: 1_024, completeWithinMs: 20 });
    await expect(waiting).rejects.toMatchObject({ code: "too-slow" });
  });

  it.each(["", "{", "email=a"])("is not the JSON it claims to be: %j", async (text) => {
    const json = { "content-type": "application/json; charset=utf-8" };
    await expect(boundedRequest(post(text, json))).rejects.toMatchObject({ code: "invalid" });
  });
});
