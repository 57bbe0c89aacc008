import type { Metadata } from "next";
import Link from "next/link";
import { AuditTable } from "@/components/admin/audit-table";
import { ListHeading } from "@/components/admin/list-heading";
import { Card } from "@/components/ui/card";
import { listAudit } from "@/lib/audit/list-audit";
import { requireActor } from "@/lib/auth/require-actor";
import { listClients } from "@/lib/clients/list-clients";
import { formatNumber } from "@/lib/format/number";
import { listOrganisations } from "@/lib/users/list-organisations";
import { listUsers } from "@/lib/users/list-users";

export const metadata: Metadata = { title: "Admin" };

const LATEST = 10;

export default async function AdminPage() {
  const actor = await requireActor("/admin");
  const [users, organisations, clients, { entries }] = await Promise.all([
    listUsers(actor, { access: "enabled", limit: 1 }),
    listOrganisations(actor, { access: "open", limit: 1 }),
    listClients(actor, { access: "open", limit: 1 }),
    listAudit(actor, { limit: LATEST }),
  ]);
  const figures = [
    ["/admin/users?access=enabled", "Users enabled", users.total],
    ["/admin/tenants?access=open", "Tenants open", organisations.total],
    ["/admin/clients?access=open", "API clients open", clients.total],
  ] as const;
  return (
    <div className="flex flex-col gap-4">
      <ListHeading title="Admin" />
      <ul className="grid gap-3 sm:grid-cols-3">
        {figures.map(([href, label, total]) => (
          <li key={href}>
            <Link href={href} className="block">
              <Card className="hover:border-accent">
                <span className="block text-ink-2 text-xs">{label}</span>
                <span className="font-semibold text-2xl tabular-nums">{formatNumber(total)}</span>
              </Card>
            </Link>
          </li>
        ))}
      </ul>
      <h2 className="font-semibold text-base">What was done last</h2>
      <AuditTable entries={entries} />
    </div>
  );
}
