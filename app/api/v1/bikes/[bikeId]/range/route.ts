import { answering } from "@/app/api/problem";
import { toRangeAnswer } from "@/app/api/v1/estimates/estimate-answer";
import { askBikeBasis } from "@/app/ask-bike-basis";
import { inTurn } from "@/app/questions";
import { telemetryReader } from "@/app/telemetry-reader";
import { apiActor } from "@/lib/auth/api-actor";
import { MAX_AHEAD_MS } from "@/lib/domain/placing";
import { estimateRange } from "@/lib/estimates/estimate-range";
import { getBikeState } from "@/lib/telemetry/get-bike-state";
import { rangesOrNotFound, unknownBike } from "../visible";

interface Context {
  readonly params: Promise<{ readonly bikeId: string }>;
}

export const GET = (request: Request, { params }: Context): Promise<Response> =>
  answering("GET /api/v1/bikes/[bikeId]/range", async () => {
    const actor = await apiActor(request, "GET /api/v1/bikes/[bikeId]/range");
    const { bikeId } = await params;
    const ranges = await rangesOrNotFound(actor, bikeId, { fromMs: 0, toMs: Date.now() + MAX_AHEAD_MS });
    const state = await inTurn(actor, () => getBikeState(telemetryReader(), ranges, request.signal));
    if (!state) throw unknownBike();
    const basis = await askBikeBasis(actor, state, ranges, request.signal);
    return Response.json(toRangeAnswer(bikeId, basis, estimateRange(basis)));
  });
