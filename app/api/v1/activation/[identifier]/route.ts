import { answering } from "@/app/api/problem";
import { inTurn } from "@/app/questions";
import { apiActor } from "@/lib/auth/api-actor";
import { getActivation } from "@/lib/bikes/get-activation";
import type { ActivationAnswer } from "@/lib/domain/api-answers";
import { withWhatWasHeard } from "./with-what-was-heard";

interface Context {
  readonly params: Promise<{ readonly identifier: string }>;
}

export const GET = (request: Request, { params }: Context): Promise<Response> =>
  answering("GET /api/v1/activation/[identifier]", async () => {
    const actor = await apiActor(request, "GET /api/v1/activation/[identifier]");
    const { identifier } = await params;
    const found = await inTurn(actor, () => getActivation(actor, decoded(identifier)));
    const { usable, bikeId, reasons } = await withWhatWasHeard(actor, found, request.signal);
    const answer: ActivationAnswer = {
      usable,
      ...(bikeId === null ? {} : { bike_id: bikeId }),
      reasons: [...reasons],
    };
    return Response.json(answer);
  });

/** What a path cannot hold is written with percent signs; what is no such writing is taken as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
