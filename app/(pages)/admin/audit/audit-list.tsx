import Link from "next/link";
import { adminAddress } from "@/components/admin/admin-address";
import { AdminFilter } from "@/components/admin/admin-filter";
import { AuditTable } from "@/components/admin/audit-table";
import { CheckChain } from "@/components/admin/check-chain";
import { ListHeading } from "@/components/admin/list-heading";
import { buttonLook } from "@/components/ui/button";
import { listAudit } from "@/lib/audit/list-audit";
import { listVerbs } from "@/lib/audit/list-verbs";
import type { UserActor } from "@/lib/domain/actor";
import { dayRange } from "@/lib/format/zone";
import { viewerZone } from "../../viewer-zone";
import type { parseAuditSearch } from "../search-params";
import { checkChain } from "./actions";

const PATH = "/admin/audit";

/** The entries that the address describes, newest first. Days are those of the viewer's zone. */
export async function AuditList({
  actor,
  address,
}: {
  actor: UserActor;
  address: ReturnType<typeof parseAuditSearch>["address"];
}) {
  const { from, to, before, ...texts } = address;
  const zone = await viewerZone();
  const [{ entries, olderThanId }, verbs] = await Promise.all([
    listAudit(actor, {
      ...texts,
      fromMs: from === undefined ? undefined : dayRange(from, zone).fromMs,
      toMs: to === undefined ? undefined : dayRange(to, zone).toMs,
      beforeId: before,
    }),
    listVerbs(actor),
  ]);
  return (
    <>
      <ListHeading title="Audit" />
      <CheckChain act={checkChain} />
      <AdminFilter
        path={PATH}
        address={address}
        fields={[
          { name: "actor", label: "Who", placeholder: "Name or e-mail" },
          { name: "verb", label: "What", options: verbs },
          { name: "subject", label: "To what", placeholder: "Name or id" },
          { name: "reason", label: "Why", placeholder: "Part of the reason" },
          { name: "from", label: "From", type: "date" },
          { name: "to", label: "Until", type: "date" },
        ]}
      />
      <AuditTable entries={entries} />
      <nav aria-label="Pages" className="flex gap-2">
        {before === undefined ? null : (
          <Link href={adminAddress(PATH, { ...address, before: undefined })} className={buttonLook()}>
            Newest
          </Link>
        )}
        {olderThanId === null ? null : (
          <Link href={adminAddress(PATH, { ...address, before: olderThanId })} className={buttonLook()}>
            Older
          </Link>
        )}
      </nav>
    </>
  );
}
