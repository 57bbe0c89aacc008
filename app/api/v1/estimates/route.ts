import { answering } from "@/app/api/problem";
import { rangesOrNotFound, unknownBike } from "@/app/api/v1/bikes/[bikeId]/visible";
import { parseJsonBody } from "@/app/api/v1/json-body";
import { askBikeBasis } from "@/app/ask-bike-basis";
import { inTurn } from "@/app/questions";
import { telemetryReader } from "@/app/telemetry-reader";
import { apiActor } from "@/lib/auth/api-actor";
import { ESTIMATE_BYTES, EstimateBody } from "@/lib/domain/estimate-operation";
import { MAX_AHEAD_MS } from "@/lib/domain/placing";
import { AppError } from "@/lib/errors";
import { estimateRoute } from "@/lib/estimates/estimate-route";
import { readRoute } from "@/lib/estimates/read-route";
import { readBody } from "@/lib/ingest/read-body";
import { getBikeState } from "@/lib/telemetry/get-bike-state";
import { toEstimateAnswer } from "./estimate-answer";

export const POST = (request: Request): Promise<Response> =>
  answering("POST /api/v1/estimates", async () => {
    const actor = await apiActor(request, "POST /api/v1/estimates");
    const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
    if (type !== "application/json")
      throw new AppError("unsupported", "Content-Type: expected application/json");
    const encoding = request.headers.get("content-encoding");
    const bytes = await readBody(request.body, encoding, { maxBytes: ESTIMATE_BYTES });
    const { bike_id: bikeId, charge_pct, temperature_c, ...asked } = parseJsonBody(EstimateBody, bytes);
    const route = readRoute(asked);
    const now = Date.now();
    const ranges = await rangesOrNotFound(actor, bikeId, { fromMs: 0, toMs: now + MAX_AHEAD_MS });
    const state = await inTurn(actor, () => getBikeState(telemetryReader(), ranges, request.signal));
    if (!state) throw unknownBike();
    const heard = await askBikeBasis(actor, state, ranges, request.signal);
    const basis = {
      ...heard,
      ambientC: temperature_c ?? heard.ambientC,
      charge: charge_pct === undefined ? heard.charge : { pct: charge_pct, atMs: now },
    };
    const estimate = estimateRoute(basis, route);
    return Response.json(toEstimateAnswer(bikeId, basis, estimate, charge_pct !== undefined));
  });
