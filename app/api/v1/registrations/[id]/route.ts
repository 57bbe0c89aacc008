import { z } from "zod";
import { answering } from "@/app/api/problem";
import { parseQuery } from "@/app/api/v1/query";
import { toFound } from "@/app/api/v1/registrations/found";
import { inTurn } from "@/app/questions";
import { apiActor } from "@/lib/auth/api-actor";
import { type RegistrationState, RegistrationStateQuery } from "@/lib/domain/registration-answers";
import { AppError } from "@/lib/errors";
import { getBatch } from "@/lib/registration/get-batch";
import { listBatchFindings } from "@/lib/registration/list-batch-findings";

interface Context {
  readonly params: Promise<{ readonly id: string }>;
}

export const GET = (request: Request, { params }: Context): Promise<Response> =>
  answering("GET /api/v1/registrations/[id]", async () => {
    const actor = await apiActor(request, "GET /api/v1/registrations/[id]");
    const { page } = parseQuery(RegistrationStateQuery, request);
    const { id: batchId } = await params;
    if (!z.uuid().safeParse(batchId).success)
      throw new AppError("not-found", "No such registration, or not one of yours.");
    return inTurn(actor, async () => {
      const batch = await getBatch(actor, { batchId });
      const { rows } = await listBatchFindings(actor, { batchId, page });
      const answer: RegistrationState = {
        id: batch.id,
        plant: batch.plantCode,
        mode: batch.kind === "dry-run" ? "dry-run" : "register",
        state: batch.state,
        fault: batch.fault,
        file: batch.fileName,
        created_at: batch.createdAt.toISOString(),
        finished_at: batch.finishedAt?.toISOString() ?? null,
        rows: batch.rows,
        done: batch.done,
        registered: batch.registered,
        unchanged: batch.unchanged,
        failed: batch.failed,
        withdrawn: batch.withdrawn,
        to_fix: batch.toFix,
        failed_rows: rows.map(({ rowNumber, findings }) => ({
          row: rowNumber,
          findings: findings.map(toFound),
        })),
      };
      return Response.json(answer);
    });
  });
