/** The documents of Bureau, of PostGraphile (P_) and of the naive stack (N_), answering alike. */

const EMPLOYEE =
  'id number displayName workEmail hiredOn terminatedOn status version createdAt updatedAt';
const P_EMPLOYEE = EMPLOYEE.replace('id ', 'id: rowId ');

export const POINT = `query Point($tag: String!) { asset(by: { tag: $tag }) {
  id tag serialNumber state purchasedOn warrantyEndsOn
  model { id code name manufacturer } holder { id number displayName workEmail } } }`;

export const P_POINT = `query Point($o: UUID!, $tag: String!) {
  asset: assetsAssetByOrganizationIdAndTag(organizationId: $o, tag: $tag) {
    id: rowId tag serialNumber state purchasedOn warrantyEndsOn
    model: assetsAssetModelByOrganizationIdAndModelId { id: rowId code name manufacturer }
    holder: hrEmployeeByOrganizationIdAndHolderId {
      id: rowId number displayName workEmail } } }`;

export const N_POINT = `query Point($tag: String!) { asset(tag: $tag) {
  id tag serialNumber state purchasedOn warrantyEndsOn
  model { id code name manufacturer } holder { id number displayName workEmail } } }`;

export const LIST = `query List($first: Int!) {
  employees(first: $first, orderBy: [{ field: DISPLAY_NAME }]) {
    nodes { ${EMPLOYEE} person { id givenName familyName email } } } }`;

export const P_LIST = `query List($o: UUID!, $first: Int!) {
  employees: allHrEmployees(condition: { organizationId: $o }, first: $first,
    orderBy: [DISPLAY_NAME_ASC]) {
    nodes { ${P_EMPLOYEE} person: personByOrganizationIdAndPersonId {
      id: rowId givenName familyName email } } } }`;

export const N_LIST = `query List($first: Int!) { employees(limit: $first) {
  nodes { ${EMPLOYEE} person { id givenName familyName email } } } }`;

export const FLAT = `{ employees(first: 1000, orderBy: [{ field: DISPLAY_NAME }]) {
  nodes { ${EMPLOYEE} } } }`;

export const P_FLAT = `query Flat($o: UUID!) {
  employees: allHrEmployees(condition: { organizationId: $o }, first: 1000,
    orderBy: [DISPLAY_NAME_ASC]) { nodes { ${P_EMPLOYEE} } } }`;

export const N_FLAT = `{ employees(limit: 1000) { nodes { ${EMPLOYEE} } } }`;

const BELOW = `nodes { number displayName assets(first: 5, orderBy: [{ field: TAG }]) {
  totalCount nodes { tag state custodyPeriods(first: 5, orderBy: [{ field: STARTS_AT }]) {
    totalCount nodes { startsAt endsAt reason } } } } }`;

const P_BELOW = `nodes { number displayName
  assets: assetsAssetsByOrganizationIdAndHolderId(first: 5, orderBy: [TAG_ASC]) {
    totalCount nodes { tag state
      custodyPeriods: assetsCustodyPeriodsByOrganizationIdAndAssetId(first: 5,
        orderBy: [STARTS_AT_ASC]) { totalCount nodes { startsAt endsAt reason } } } } }`;

const N_BELOW = `nodes { number displayName assets(limit: 5) {
  totalCount nodes { tag state custodyPeriods(limit: 5) {
    totalCount nodes { startsAt endsAt reason } } } } }`;

export const NESTED = `{ employees(first: 10, orderBy: [{ field: DISPLAY_NAME }]) {
  totalCount ${BELOW} } }`;

export const P_NESTED = `query Nested($o: UUID!) {
  employees: allHrEmployees(condition: { organizationId: $o }, first: 10,
    orderBy: [DISPLAY_NAME_ASC]) { totalCount ${P_BELOW} } }`;

export const N_NESTED = `{ employees(limit: 10) { totalCount ${N_BELOW} } }`;

export const DEEP = `query Deep($after: String!) {
  employees(first: 10, after: $after, where: { status: { eq: ACTIVE } },
    orderBy: [{ field: DISPLAY_NAME }]) { ${BELOW} } }`;

const P_ACTIVE = `condition: { organizationId: $o, status: "ACTIVE" }, first: 10,
  orderBy: [DISPLAY_NAME_ASC]`;

export const P_DEEP = `query Deep($o: UUID!, $after: Cursor!) {
  employees: allHrEmployees(${P_ACTIVE}, after: $after) { ${P_BELOW} } }`;

export const P_DEEP_OFFSET = `query Deep($o: UUID!, $offset: Int!) {
  employees: allHrEmployees(${P_ACTIVE}, offset: $offset) { ${P_BELOW} } }`;

export const N_DEEP = `query Deep($offset: Int!) {
  employees(limit: 10, offset: $offset, status: "ACTIVE") { ${N_BELOW} } }`;

export const CHART = `query Chart($unit: ID!, $day: Date!) {
  orgChart(unit: $unit, asOf: $day, depth: 20) { depth managerId
    employee { id number displayName } } }`;

/** Walks to a position: a page of a hundred and where it ends. */
export const WALK = `query Walk($first: Int!, $after: String) {
  employees(first: $first, after: $after, where: { status: { eq: ACTIVE } },
    orderBy: [{ field: DISPLAY_NAME }]) { pageInfo { endCursor } } }`;

export const P_WALK = `query Walk($o: UUID!, $offset: Int!) {
  allHrEmployees(condition: { organizationId: $o, status: "ACTIVE" }, first: 1, offset: $offset,
    orderBy: [DISPLAY_NAME_ASC]) { pageInfo { endCursor } } }`;

export const COUNTS = '{ employees { totalCount } assets { totalCount } }';

export const P_COUNTS = `query Counts($o: UUID!) {
  employees: allHrEmployees(condition: { organizationId: $o }) { totalCount }
  assets: allAssetsAssets(condition: { organizationId: $o }) { totalCount } }`;

export const TYPENAME = '{ __typename }';
