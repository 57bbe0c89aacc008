import { answering } from "@/app/api/problem";
import { parseQuery } from "@/app/api/v1/query";
import { inTurn } from "@/app/questions";
import { telemetryReader } from "@/app/telemetry-reader";
import { apiActor } from "@/lib/auth/api-actor";
import { ReadingsQuery } from "@/lib/domain/api-queries";
import { recordablePart } from "@/lib/domain/recordable-part";
import { getBikeHistory } from "@/lib/telemetry/get-bike-history";
import { getReadings } from "@/lib/telemetry/get-readings";
import { rangesOrNotFound } from "../visible";
import { csvAnswer } from "./csv-answer";
import { exportPages } from "./export-pages";
import { toReadingsAnswer, toSeriesAnswer } from "./readings-answer";

interface Context {
  readonly params: Promise<{ readonly bikeId: string }>;
}

export const GET = (request: Request, { params }: Context): Promise<Response> =>
  answering("GET /api/v1/bikes/[bikeId]/readings", async () => {
    const actor = await apiActor(request, "GET /api/v1/bikes/[bikeId]/readings");
    const { bikeId } = await params;
    const { from, to, points, format, ...page } = parseQuery(ReadingsQuery, request);
    const span = recordablePart({ fromMs: from, toMs: to }, Date.now());
    const ranges = await rangesOrNotFound(actor, bikeId, span);
    const reader = telemetryReader();
    if (points !== undefined) {
      const input = { points, ...(page.fields ? { fields: page.fields } : {}) };
      const history = await inTurn(actor, () => getBikeHistory(reader, ranges, input, request.signal));
      return Response.json(toSeriesAnswer(bikeId, span, history));
    }
    const first = await inTurn(actor, () => getReadings(reader, ranges, page, request.signal));
    if (format !== "csv") return Response.json(toReadingsAnswer(bikeId, span, first));
    const whole = page.limit === undefined && page.cursor === undefined;
    const next = whole ? exportPages(actor, bikeId, span, first, page, request.signal) : null;
    return csvAnswer(bikeId, span, first, next);
  });
