import Link from "next/link";
import { PER_PAGE } from "@/components/admin/admin-address";
import { AdminList } from "@/components/admin/admin-list";
import { AdminRow } from "@/components/admin/admin-row";
import { Tag } from "@/components/ui/pill";
import { Td } from "@/components/ui/table";
import { ORGANISATION_KINDS, type UserActor } from "@/lib/domain/actor";
import { formatCount, formatNumber } from "@/lib/format/number";
import { type ListedOrganisation, listOrganisations } from "@/lib/users/list-organisations";
import type { parseTenantsSearch } from "../search-params";
import { TenantPanel } from "./tenant-panel";

type Address = ReturnType<typeof parseTenantsSearch>["address"];
const PATH = "/admin/tenants";

/** The organisations that the address describes, and the one that it opens. */
export async function TenantList({ actor, address }: { actor: UserActor; address: Address }) {
  const { q, kind, access, page } = address;
  const filter = { query: q, kind, access, skip: (page - 1) * PER_PAGE, limit: PER_PAGE };
  const { organisations, total } = await listOrganisations(actor, filter);
  return (
    <AdminList
      title="Tenants"
      count={formatCount(total, "organisation")}
      add="New tenant…"
      path={PATH}
      address={address}
      total={total}
      panel={(open, closed) => <TenantPanel actor={actor} open={open} closed={closed} />}
      fields={[
        { name: "q", label: "Name", placeholder: "Part of it" },
        { name: "kind", label: "Kind", options: ORGANISATION_KINDS },
        { name: "access", label: "Access", options: ["open", "closed"] },
      ]}
      heads={["Name", "Kind", "Users", "Clients", "Access"]}
    >
      {organisations.map((organisation) => (
        <Row key={organisation.id} organisation={organisation} address={address} />
      ))}
    </AdminList>
  );
}

function Row({ organisation, address }: { organisation: ListedOrganisation; address: Address }) {
  const { id, name, kind, users, clients, closedAt } = organisation;
  const query = `?organisation=${encodeURIComponent(name)}`;
  return (
    <AdminRow path={PATH} address={address} id={id} name={name}>
      <Td>{kind}</Td>
      <Td>
        <Link href={`/admin/users${query}`} className="text-accent hover:underline">
          {formatNumber(users)}
        </Link>
      </Td>
      <Td>
        <Link href={`/admin/clients${query}`} className="text-accent hover:underline">
          {formatNumber(clients)}
        </Link>
      </Td>
      <Td>{closedAt ? <Tag>closed</Tag> : "open"}</Td>
    </AdminRow>
  );
}
