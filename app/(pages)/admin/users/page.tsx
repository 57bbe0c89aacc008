import type { Metadata } from "next";
import { Suspense } from "react";
import { AddressNote } from "@/components/states/address-note";
import { Loading } from "@/components/states/loading";
import { requireActor } from "@/lib/auth/require-actor";
import type { PageProps } from "../../page-props";
import { parseUsersSearch } from "../search-params";
import { UserList } from "./users-list";

export const metadata: Metadata = { title: "Users" };

export default async function UsersPage({ searchParams }: PageProps) {
  const actor = await requireActor("/admin/users");
  const { address, faults } = parseUsersSearch(await searchParams);
  return (
    <div className="flex flex-col gap-4">
      <AddressNote faults={faults} />
      <Suspense fallback={<Loading what="users" />}>
        <UserList actor={actor} address={address} />
      </Suspense>
    </div>
  );
}
