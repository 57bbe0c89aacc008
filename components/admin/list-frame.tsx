import Link from "next/link";
import type { ReactNode } from "react";
import { Empty } from "@/components/states/states";
import { buttonLook } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Table, Th } from "@/components/ui/table";
import type { AdminPath } from "./admin-address";

/** A list as a table, or that nothing fits. @param stacks as of `Table`. */
export function ListFrame({
  label,
  heads,
  path,
  isEmpty,
  stacks = false,
  children,
}: {
  label: string;
  heads: readonly string[];
  path: AdminPath;
  isEmpty: boolean;
  stacks?: boolean;
  children: ReactNode;
}) {
  return (
    <Card className="p-0">
      {isEmpty ? (
        <Empty
          title="Nothing fits"
          action={
            <Link href={path} className={buttonLook()}>
              Show all
            </Link>
          }
        >
          Nothing is listed that all of the filters let through.
        </Empty>
      ) : (
        <Table label={label} stacks={stacks}>
          <thead>
            <tr>
              {heads.map((head) => (
                <Th key={head}>{head}</Th>
              ))}
            </tr>
          </thead>
          <tbody className="[&>tr:last-child>*]:border-b-0">{children}</tbody>
        </Table>
      )}
    </Card>
  );
}
