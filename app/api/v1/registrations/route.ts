import { answering } from "@/app/api/problem";
import { parseJsonBody } from "@/app/api/v1/json-body";
import { parseQuery } from "@/app/api/v1/query";
import { SHEET_TYPES } from "@/app/api/v1/sheet-types";
import { inTurn } from "@/app/questions";
import { apiActor } from "@/lib/auth/api-actor";
import type { Actor } from "@/lib/domain/actor";
import {
  REGISTRATION_LIMITS,
  RegistrationBody,
  RegistrationQuery,
  type RegistrationReceipt,
  type RegistrationReport,
} from "@/lib/domain/registration-answers";
import { AppError } from "@/lib/errors";
import { readBody } from "@/lib/ingest/read-body";
import type { ColumnKey } from "@/lib/registration/columns/column";
import { isColumnKey } from "@/lib/registration/columns/columns";
import { registerRows } from "@/lib/registration/register-rows";
import { uploadFile } from "@/lib/registration/upload-file";
import { toFound } from "./found";

const kindOf = (mode: "dry-run" | "register"): "dry-run" | "registration" =>
  mode === "register" ? "registration" : mode;

export const POST = (request: Request): Promise<Response> =>
  answering("POST /api/v1/registrations", async () => {
    const actor = await apiActor(request, "POST /api/v1/registrations");
    const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
    const isJson = type === "application/json";
    if (!isJson && !SHEET_TYPES.has(type))
      throw new AppError(
        "unsupported",
        `Content-Type: expected application/json, ${[...SHEET_TYPES].join(" or ")}`,
      );
    return inTurn(actor, async () => {
      const encoding = request.headers.get("content-encoding");
      const bytes = await readBody(request.body, encoding, { maxBytes: REGISTRATION_LIMITS.fileBytes });
      return isJson ? workOnRows(actor, bytes) : takeFile(actor, request, bytes);
    });
  });

async function workOnRows(actor: Actor, bytes: Buffer): Promise<Response> {
  const { plant, mode, rows } = parseJsonBody(RegistrationBody, bytes);
  const { batchId, results } = await registerRows(actor, { plant, kind: kindOf(mode), rows });
  const count = (outcome: string) => results.filter((result) => result.outcome === outcome).length;
  const report: RegistrationReport = {
    id: batchId,
    mode,
    registered: count("registered"),
    unchanged: count("unchanged"),
    failed: count("failed"),
    rows: results.map(({ rowNumber, outcome, findings }) => ({
      row: rowNumber,
      outcome,
      findings: findings.map(toFound),
    })),
  };
  return Response.json(report);
}

async function takeFile(actor: Actor, request: Request, bytes: Buffer): Promise<Response> {
  const { plant, mode, file, columns } = parseQuery(RegistrationQuery, request);
  const chosen = columns === undefined ? undefined : columns.split(",").map(toKey);
  const upload = { plantId: plant, fileName: file, bytes, kind: kindOf(mode) };
  const id = await uploadFile(actor, chosen === undefined ? upload : { ...upload, columns: chosen });
  const receipt: RegistrationReceipt = { id, href: `/api/v1/registrations/${id}` };
  return Response.json(receipt, { status: 202, headers: { location: receipt.href } });
}

function toKey(name: string): ColumnKey | null {
  if (name === "-") return null;
  if (isColumnKey(name)) return name;
  throw new AppError("invalid", `columns: expected keys of columns or -, got ${name.slice(0, 40)}`);
}
