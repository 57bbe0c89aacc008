import { answering } from "@/app/api/problem";
import { parseQuery } from "@/app/api/v1/query";
import { inTurn } from "@/app/questions";
import { telemetryReader } from "@/app/telemetry-reader";
import { apiActor } from "@/lib/auth/api-actor";
import type { BikesAnswer } from "@/lib/domain/api-answers";
import { BikesQuery } from "@/lib/domain/api-queries";
import { visibleBikes } from "@/lib/fleet/visible-bikes";
import { listBikes } from "@/lib/telemetry/list-bikes";
import { toBikeAnswer } from "./bike-answer";

export const GET = (request: Request): Promise<Response> =>
  answering("GET /api/v1/bikes", async () => {
    const actor = await apiActor(request, "GET /api/v1/bikes");
    const { max_charge_pct, with_faults, ...query } = parseQuery(BikesQuery, request);
    const input = { ...query, maxChargePct: max_charge_pct, withFaults: with_faults };
    const visible = await visibleBikes(actor);
    const page = await inTurn(actor, () => listBikes(telemetryReader(), visible, input, request.signal));
    const answer: BikesAnswer = {
      bikes: page.bikes.map(toBikeAnswer),
      total: page.total,
      next_cursor: page.nextCursor,
    };
    return Response.json(answer);
  });
