import { answering } from "@/app/api/problem";
import { parseQuery } from "@/app/api/v1/query";
import { inTurn } from "@/app/questions";
import { apiActor } from "@/lib/auth/api-actor";
import type { FoundBike, LookupAnswer } from "@/lib/domain/api-answers";
import { LookupQuery } from "@/lib/domain/api-queries";
import type { BikeHit } from "@/lib/lookup/rank";
import { lookUp } from "./look-up";

export const GET = (request: Request): Promise<Response> =>
  answering("GET /api/v1/lookup", async () => {
    const actor = await apiActor(request, "GET /api/v1/lookup");
    const { q } = parseQuery(LookupQuery, request);
    const hits = await inTurn(actor, () => lookUp(actor, q, request.signal));
    const answer: LookupAnswer = { bikes: hits.map(toFoundBike) };
    return Response.json(answer);
  });

const toFoundBike = ({ bikeId, registeredAtMs, ...hit }: BikeHit): FoundBike => ({
  bike_id: bikeId,
  model: hit.model,
  oem: hit.oem,
  fleet: hit.fleet,
  registered_at: registeredAtMs === null ? null : new Date(registeredAtMs).toISOString(),
  withdrawn: hit.withdrawn,
  matched: hit.matched,
});
