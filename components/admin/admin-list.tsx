import { Fragment, type ReactNode } from "react";
import { PageLinks } from "@/components/ui/page-links";
import { type AdminAddress, type AdminPath, adminAddress, NEW, PER_PAGE } from "./admin-address";
import { AdminFilter, type FilterField } from "./admin-filter";
import { ListFrame } from "./list-frame";
import { ListHeading } from "./list-heading";

/** A list of the administration: how many, a new one, what is open of it, what narrows it, its rows, and its pages. */
export function AdminList({
  title,
  count,
  add,
  path,
  address,
  total,
  panel,
  fields,
  heads,
  children,
}: {
  title: string;
  count: string;
  /** Label of the way to a new one. */
  add: string;
  path: AdminPath;
  address: AdminAddress & { readonly page: number; readonly open: string | undefined };
  total: number;
  /** What is open, by its id; `closed` is the address without it. */
  panel: (open: string, closed: string) => ReactNode;
  fields: readonly FilterField[];
  heads: readonly string[];
  children: readonly ReactNode[];
}) {
  const { open } = address;
  const to = (page: number) => adminAddress(path, { ...address, page, open: undefined });
  return (
    <>
      <ListHeading
        title={title}
        count={count}
        add={{ href: adminAddress(path, { ...address, open: NEW }), label: add }}
      />
      {open === undefined ? null : (
        <Fragment key={open}>{panel(open, adminAddress(path, { ...address, open: undefined }))}</Fragment>
      )}
      <AdminFilter path={path} address={address} fields={fields} />
      <ListFrame label={title} path={path} heads={heads} isEmpty={children.length === 0}>
        {children}
      </ListFrame>
      <PageLinks page={address.page} pages={Math.ceil(total / PER_PAGE)} to={to} />
    </>
  );
}
