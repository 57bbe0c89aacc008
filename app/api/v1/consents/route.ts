import { answering } from "@/app/api/problem";
import { parseJsonBody } from "@/app/api/v1/json-body";
import { inTurn } from "@/app/questions";
import { apiActor } from "@/lib/auth/api-actor";
import { webSettings } from "@/lib/auth/settings";
import { recordConsent } from "@/lib/consent/record-consent";
import { CONSENT_BYTES, ConsentBody, type ConsentReceipt } from "@/lib/domain/consent-operation";
import { AppError } from "@/lib/errors";
import { readBody } from "@/lib/ingest/read-body";
import { riderOfRequest } from "@/lib/riders/rider-of-request";

export const POST = (request: Request): Promise<Response> =>
  answering("POST /api/v1/consents", async () => {
    const actor = await apiActor(request, "POST /api/v1/consents");
    const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
    if (type !== "application/json")
      throw new AppError("unsupported", "Content-Type: expected application/json");
    const isLocal = webSettings().SLIPSTREAM_LOCAL_STACK;
    const rider =
      actor.kind === "api-client" ? await riderOfRequest(request.headers, actor.client, { isLocal }) : null;
    // Before the turn: a body that comes slowly keeps nobody else waiting.
    const encoding = request.headers.get("content-encoding");
    const bytes = await readBody(request.body, encoding, { maxBytes: CONSENT_BYTES });
    const { rider_id, notice_version, decided_at, ...decided } = parseJsonBody(ConsentBody, bytes);
    return inTurn(actor, async () => {
      const entry = {
        ...decided,
        reference: rider_id,
        noticeVersion: notice_version,
        decidedAt: decided_at,
      };
      const recorded = await recordConsent(actor, entry, undefined, rider);
      const receipt: ConsentReceipt = {
        id: recorded.id,
        effective_at: new Date(recorded.effectiveAtMs).toISOString(),
        recorded_at: new Date(recorded.recordedAtMs).toISOString(),
        hash: recorded.hash,
        ...(recorded.ended !== null && { ended: recorded.ended }),
      };
      return Response.json(receipt, { status: recorded.isNew ? 201 : 200 });
    });
  });
