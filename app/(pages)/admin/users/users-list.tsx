import Link from "next/link";
import { adminAddress, NEW, PER_PAGE } from "@/components/admin/admin-address";
import { AdminFilter } from "@/components/admin/admin-filter";
import { AdminPages } from "@/components/admin/admin-pages";
import { ListFrame } from "@/components/admin/list-frame";
import { ListHeading } from "@/components/admin/list-heading";
import { Tag } from "@/components/ui/pill";
import { Td, Th } from "@/components/ui/table";
import { ROLES, type UserActor } from "@/lib/domain/actor";
import { formatCount } from "@/lib/format/number";
import { type ListedUser, listUsers } from "@/lib/users/list-users";
import { organisationNames } from "../organisation-names";
import type { parseUsersSearch } from "../search-params";
import { UserPanel } from "./user-panel";

type Address = ReturnType<typeof parseUsersSearch>["address"];
const PATH = "/admin/users";

/** The users that the address describes, and the one that it opens. */
export async function UserList({ actor, address }: { actor: UserActor; address: Address }) {
  const { q, role, organisation, access, page, open } = address;
  const [{ users, total }, organisations] = await Promise.all([
    listUsers(actor, { query: q, role, organisation, access, skip: (page - 1) * PER_PAGE, limit: PER_PAGE }),
    organisationNames(actor),
  ]);
  return (
    <>
      <ListHeading
        title="Users"
        count={formatCount(total, "user")}
        add={{ href: adminAddress(PATH, { ...address, open: NEW }), label: "New user…" }}
      />
      {open ? (
        <UserPanel
          key={open}
          actor={actor}
          open={open}
          closed={adminAddress(PATH, { ...address, open: undefined })}
        />
      ) : null}
      <AdminFilter
        path={PATH}
        address={address}
        fields={[
          { name: "q", label: "Name or e-mail", placeholder: "Part of either" },
          { name: "role", label: "Role", options: ROLES },
          { name: "organisation", label: "Organisation", options: organisations },
          { name: "access", label: "Access", options: ["enabled", "disabled"] },
        ]}
      />
      <ListFrame
        label="Users"
        path={PATH}
        heads={["Name", "E-mail address", "Organisation", "Roles", "Access"]}
        isEmpty={users.length === 0}
      >
        {users.map((user) => (
          <Row key={user.id} user={user} address={address} />
        ))}
      </ListFrame>
      <AdminPages path={PATH} address={address} total={total} />
    </>
  );
}

function Row({ user, address }: { user: ListedUser; address: Address }) {
  const { id, name, email, organisation, roles, disabledAt } = user;
  return (
    <tr className={address.open === id ? "bg-accent-soft" : "hover:bg-canvas"}>
      <Th scope="row">
        <Link
          href={adminAddress(PATH, { ...address, open: id })}
          scroll={false}
          className="text-accent hover:underline"
        >
          {name}
        </Link>
      </Th>
      <Td className="text-ink-2">{email}</Td>
      <Td>{organisation.name}</Td>
      <Td>{roles.join(", ") || "none"}</Td>
      <Td>
        {disabledAt ? <Tag>disabled</Tag> : organisation.isClosed ? <Tag>tenant closed</Tag> : "enabled"}
      </Td>
    </tr>
  );
}
