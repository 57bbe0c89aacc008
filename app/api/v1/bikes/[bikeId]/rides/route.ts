import { answering } from "@/app/api/problem";
import { parseQuery } from "@/app/api/v1/query";
import { inTurn } from "@/app/questions";
import { telemetryReader } from "@/app/telemetry-reader";
import { apiActor } from "@/lib/auth/api-actor";
import { RidesQuery } from "@/lib/domain/api-queries";
import { recordablePart } from "@/lib/domain/recordable-part";
import { listRides } from "@/lib/telemetry/list-rides";
import { rangesOrNotFound } from "../visible";
import { toRidesAnswer } from "./rides-answer";

/** What is ridden for longer is cut by days. */
const LONGEST_RIDE_MS = 86_400_000;

interface Context {
  readonly params: Promise<{ readonly bikeId: string }>;
}

export const GET = (request: Request, { params }: Context): Promise<Response> =>
  answering("GET /api/v1/bikes/[bikeId]/rides", async () => {
    const actor = await apiActor(request, "GET /api/v1/bikes/[bikeId]/rides");
    const { bikeId } = await params;
    const { from, to, ...page } = parseQuery(RidesQuery, request);
    const span = recordablePart({ fromMs: from, toMs: to }, Date.now());
    // What begins in the range may end after it, while the bike is the caller's to see.
    const ranges = await rangesOrNotFound(actor, bikeId, { ...span, toMs: span.toMs + LONGEST_RIDE_MS });
    const asked = { ...page, starting: span };
    const found = await inTurn(actor, () => listRides(telemetryReader(), ranges, asked, request.signal));
    return Response.json(toRidesAnswer(bikeId, span, found));
  });
