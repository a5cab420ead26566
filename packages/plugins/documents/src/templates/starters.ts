import type { TemplateKind } from './template.entity.js';

/** What a template begins with when nobody gives its words: to be changed. */
export interface Starter {
  body: string;
  query: string | null;
}

const EMPLOYEE = `query ($id: ID!) {
  employee(by: { id: $id }) {
    number displayName hiredOn
    employment { kind startsOn endsOn legalEntity { name } }
    job { position partTimeShare unit { name } site { name } }
    salary { amount { amount currency } period }
  }
}`;

const INVOICE = `query ($id: ID!) {
  invoice(by: { id: $id }) {
    number issuedOn dueOn currency net tax total party { name }
    lines(first: 100) { nodes { number description quantity unitPrice amount } }
  }
}`;

const ASSET = `query ($id: ID!) {
  asset(by: { id: $id }) {
    tag serialNumber model { name manufacturer } holder { number displayName }
  }
}`;

const SIGNATURES = `
---

Place, date: ____________________

Signature: ____________________
`;

/** The words that come with the platform, in English. */
export const STARTERS: Readonly<Record<TemplateKind, Starter>> = {
  OFFER_LETTER: {
    query: null,
    body: `# Offer of employment

Dear {{ values.name }},

we are glad to offer you the position of **{{ values.position }}** from \
{{ values.startsOn | day }} on.

- Yearly pay: {{ values.salary | money }}
- Please answer by {{ values.answerBy | day }}.

Kind regards

{{ organization.name }}
${SIGNATURES}`,
  },
  EMPLOYMENT_CONTRACT: {
    query: EMPLOYEE,
    body: `# Contract of employment

between **{{ employee.employment.legalEntity.name }}** and **{{ employee.displayName }}** \
({{ employee.number }})

## 1. Work

The employee works as {{ employee.job.position }} in {{ employee.job.unit.name }}, at \
{{ employee.job.site.name }}, from {{ employee.employment.startsOn | day }} on\
{% if employee.employment.endsOn %} until {{ employee.employment.endsOn | day }}{% endif %}.

## 2. Pay
{% if employee.salary %}
The gross pay is {{ employee.salary.amount | money }} ({{ employee.salary.period | downcase }}).
{% endif %}
${SIGNATURES}`,
  },
  INVOICE: {
    query: INVOICE,
    body: `# Invoice {{ invoice.number }}

{{ invoice.party.name }}

Date: {{ invoice.issuedOn | day }}
Due: {{ invoice.dueOn | day }}

| | What | Quantity | Price | Amount |
|---|---|--:|--:|--:|
{% for line in invoice.lines.nodes -%}
| {{ line.number }} | {{ line.description }} | {{ line.quantity }} | {{ line.unitPrice }} | \
{{ line.amount }} |
{% endfor %}
Net {{ invoice.net }} {{ invoice.currency }}, tax {{ invoice.tax }} {{ invoice.currency }}.
**To be paid: {{ invoice.total }} {{ invoice.currency }}**
`,
  },
  PAYSLIP: {
    query: null,
    body: `# Payslip {{ values.period }}

{{ values.name }} ({{ values.number }})

| What | Amount |
|---|--:|
{% for line in values.lines -%}
| {{ line.name }} | {{ line.amount | money }} |
{% endfor %}
**Paid out: {{ values.net | money }}**
`,
  },
  HANDOVER_FORM: {
    query: ASSET,
    body: `# Hand-over of {{ asset.tag }}

On {{ today | day }} {{ asset.holder.displayName }} ({{ asset.holder.number }}) took:

| Tag | Model | Serial number |
|---|---|---|
| {{ asset.tag }} | {{ asset.model.manufacturer }} {{ asset.model.name }} | \
{{ asset.serialNumber }} |

It belongs to {{ organization.name }} and is given back when it is asked for.
${SIGNATURES}`,
  },
  LETTER: {
    query: null,
    body: `# {{ values.subject }}

{{ values.text }}

{{ organization.name }}
`,
  },
};
