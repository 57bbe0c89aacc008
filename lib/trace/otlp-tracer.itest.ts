import { createServer } from "node:net";
import { afterEach, expect, it } from "vitest";
import { TracingEnvironment } from "@/lib/env/tracing";
import { writtenLines } from "@/lib/log/testing/written-lines";
import { openTracer } from "./open-tracer";
import type { Tracer } from "./span";
import { startOtlpReceiver } from "./testing/otlp-receiver";

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function tracing(address: string) {
  const written = writtenLines();
  const settings = TracingEnvironment.parse({
    OTEL_EXPORTER_OTLP_ENDPOINT: address,
    OTEL_TRACES_SAMPLER_ARG: "1",
  });
  const tracer = await openTracer(settings, "tests", written.log);
  if (!tracer) throw new Error("expected a tracer");
  return { tracer, written };
}
const record = (tracer: Tracer, name: string) => tracer.start(null, { name, kind: "server" })?.end();

it("sends what is left at the end", async () => {
  const receiver = await startOtlpReceiver();
  closing.push(receiver.close);
  const { tracer } = await tracing(receiver.url);
  record(tracer, "the last");
  await tracer.close();
  expect(receiver.spans.map(({ name }) => name)).toEqual(["the last"]);
});

it("gives up at the end what a receiver that says nothing does not take", async () => {
  const silent = createServer((socket) => socket.on("error", () => undefined));
  const port = await new Promise<number>((resolve) => {
    silent.listen(0, "127.0.0.1", () => {
      const address = silent.address();
      resolve(typeof address === "object" && address ? address.port : 0);
    });
  });
  closing.push(() => silent.close());
  const { tracer } = await tracing(`http://127.0.0.1:${port}`);
  record(tracer, "lost");
  const startedMs = Date.now();
  await tracer.close();
  expect(Date.now() - startedMs).toBeLessThan(3_000);
});

it("says once that a receiver refuses, and once that it takes traces again", async () => {
  let status = 400;
  const receiver = await startOtlpReceiver(() => status);
  closing.push(receiver.close);
  const { tracer, written } = await tracing(receiver.url);
  closing.push(() => tracer.close());
  for (const requests of [1, 2, 3]) {
    record(tracer, "refused");
    await expect.poll(receiver.requests, { timeout: 10_000 }).toBe(requests);
  }
  status = 200;
  record(tracer, "taken");
  await expect.poll(() => receiver.spans.length, { timeout: 10_000 }).toBe(1);
  await expect.poll(() => written.of("traces are sent again").length).toBe(1);
  expect(written.of("traces cannot be sent; nothing waits for them")).toHaveLength(1);
});

it("keeps no more spans than some thousands while nobody takes them", async () => {
  const receiver = await startOtlpReceiver();
  closing.push(receiver.close);
  const { tracer } = await tracing(receiver.url);
  for (let at = 0; at < 20_000; at++) record(tracer, "many");
  await tracer.close();
  expect(receiver.spans.length).toBeGreaterThan(0);
  expect(receiver.spans.length).toBeLessThan(6_000);
});
