import { answering } from "@/app/api/problem";
import { parseQuery } from "@/app/api/v1/query";
import { telemetryReader } from "@/app/telemetry-reader";
import { apiActor } from "@/lib/auth/api-actor";
import { ReadingsQuery } from "@/lib/domain/api-queries";
import { getBikeHistory } from "@/lib/telemetry/get-bike-history";
import { getReadings } from "@/lib/telemetry/get-readings";
import { rangesOrNotFound } from "../visible";
import { csvAnswer } from "./csv-answer";
import { toReadingsAnswer, toSeriesAnswer } from "./readings-answer";

interface Context {
  readonly params: Promise<{ readonly bikeId: string }>;
}

export const GET = (request: Request, { params }: Context): Promise<Response> =>
  answering("GET /api/v1/bikes/[bikeId]/readings", async () => {
    const actor = await apiActor(request, "GET /api/v1/bikes/[bikeId]/readings");
    const { bikeId } = await params;
    const { from, to, points, format, ...page } = parseQuery(ReadingsQuery, request);
    const span = { fromMs: from, toMs: to };
    const ranges = await rangesOrNotFound(actor, bikeId, span);
    const reader = telemetryReader();
    if (points !== undefined) {
      const input = { points, ...(page.fields ? { fields: page.fields } : {}) };
      const history = await getBikeHistory(reader, ranges, input, request.signal);
      return Response.json(toSeriesAnswer(bikeId, span, history));
    }
    const ask = (cursor: string | undefined) =>
      getReadings(reader, ranges, { ...page, cursor }, request.signal);
    const first = await ask(page.cursor);
    if (format === "csv") {
      const whole = page.limit === undefined && page.cursor === undefined;
      return csvAnswer(bikeId, span, first, whole ? ask : null);
    }
    return Response.json(toReadingsAnswer(bikeId, span, first));
  });
