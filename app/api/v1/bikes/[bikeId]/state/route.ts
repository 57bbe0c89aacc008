import { answering } from "@/app/api/problem";
import { toBikeAnswer } from "@/app/api/v1/bikes/bike-answer";
import { inTurn } from "@/app/questions";
import { telemetryReader } from "@/app/telemetry-reader";
import { apiActor } from "@/lib/auth/api-actor";
import { MAX_AHEAD_MS } from "@/lib/domain/placing";
import { getBikeState } from "@/lib/telemetry/get-bike-state";
import { rangesOrNotFound, unknownBike } from "../visible";

interface Context {
  readonly params: Promise<{ readonly bikeId: string }>;
}

export const GET = (request: Request, { params }: Context): Promise<Response> =>
  answering("GET /api/v1/bikes/[bikeId]/state", async () => {
    const actor = await apiActor(request, "GET /api/v1/bikes/[bikeId]/state");
    const { bikeId } = await params;
    const always = { fromMs: 0, toMs: Date.now() + MAX_AHEAD_MS };
    const ranges = await rangesOrNotFound(actor, bikeId, always);
    const state = await inTurn(actor, () => getBikeState(telemetryReader(), ranges, request.signal));
    if (!state) throw unknownBike();
    return Response.json(toBikeAnswer(state));
  });
