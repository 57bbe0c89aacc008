import { Card, CardTitle } from "@/components/ui/card";
import type { Role } from "@/lib/domain/actor";
import { workOf } from "./role-words";

/** The first thing that somebody reads whose roles have no page: that it is so, and what the role is about. */
export function NoPageYet({ roles }: { roles: readonly Role[] }) {
  return (
    <Card>
      <CardTitle>{`There is no page for ${roles.length > 1 ? "these roles" : "this role"} yet`}</CardTitle>
      <p className="mt-1 text-ink-2">
        {[
          ...workOf(roles),
          "That is not shown here at present; readings of single bikes belong to other roles.",
        ].join(" ")}
      </p>
    </Card>
  );
}
