import { type Fields, fieldsOf, stretchesOf } from "./protobuf";

/** A span as it came over the wire. */
export interface ReceivedSpan {
  readonly service: string;
  readonly name: string;
  readonly kind: "internal" | "server" | "client" | "producer" | "consumer";
  readonly traceId: string;
  readonly spanId: string;
  /** Empty for the first of a trace. */
  readonly parentId: string;
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[];
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly startMs: number;
  readonly endMs: number;
  readonly failed: boolean;
}

const KINDS = ["internal", "internal", "server", "client", "producer", "consumer"] as const;
const ERROR = 2n;

/** The spans of an `ExportTraceServiceRequest`, by the field numbers of opentelemetry-proto 1. */
export function receivedSpans(request: Buffer): ReceivedSpan[] {
  return messages(fieldsOf(request), 1).flatMap((resourceSpans) => {
    const service = String(
      messages(resourceSpans, 1).map((resource) => attributesOf(resource, 1)["service.name"])[0],
    );
    return messages(resourceSpans, 2)
      .flatMap((scopeSpans) => messages(scopeSpans, 2))
      .map((span) => spanOf(service, span));
  });
}

const spanOf = (service: string, span: Fields): ReceivedSpan => ({
  service,
  name: textOf(span, 5),
  kind: KINDS[Number(span.get(6)?.[0] ?? 0)] ?? "internal",
  traceId: idOf(span, 1),
  spanId: idOf(span, 2),
  parentId: idOf(span, 4),
  links: messages(span, 13).map((link) => ({ traceId: idOf(link, 1), spanId: idOf(link, 2) })),
  attributes: attributesOf(span, 9),
  startMs: Number(span.get(7)?.[0] ?? 0) / 1e6,
  endMs: Number(span.get(8)?.[0] ?? 0) / 1e6,
  failed: messages(span, 15).some((status) => status.get(3)?.[0] === ERROR),
});

const messages = (fields: Fields, number: number): Fields[] => stretchesOf(fields, number).map(fieldsOf);
const textOf = (fields: Fields, number: number): string =>
  stretchesOf(fields, number)[0]?.toString("utf8") ?? "";
const idOf = (fields: Fields, number: number): string =>
  stretchesOf(fields, number)[0]?.toString("hex") ?? "";

function attributesOf(fields: Fields, number: number): Record<string, string | number> {
  return Object.fromEntries(
    messages(fields, number).map((pair) => {
      const [value] = messages(pair, 2);
      const whole = value?.get(3)?.[0];
      return [textOf(pair, 1), value && whole === undefined ? textOf(value, 1) : Number(whole)];
    }),
  );
}
