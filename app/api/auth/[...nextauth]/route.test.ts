import { NextRequest } from "next/server";
import { expect, it } from "vitest";
import { POST } from "./route";

it("answers a sign-in without end by 413, before anybody is asked who it is", async () => {
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new Uint8Array(4_096).fill(97)),
  });
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const url = "http://127.0.0.1/api/auth/callback/credentials";
  const request = new NextRequest(url, { method: "POST", headers, body, duplex: "half" });
  const answer = await POST(request, { params: Promise.resolve({ nextauth: ["callback", "credentials"] }) });
  expect(answer.status).toBe(413);
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(answer.headers.get("cache-control")).toBe("no-store");
  expect(await answer.json()).toMatchObject({ type: "/api-docs#problem-too-large", status: 413 });
});
