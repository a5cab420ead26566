/** Somebody of the demo company: whom they report to is named by family name. */
export type Member = readonly [
  givenName: string,
  familyName: string,
  position: string,
  unit: string,
  site: string,
  manager: string,
  hiredOn: string,
  /** Gross pay of a year in euros. */
  pay: number,
  partTimeShare?: string,
  kind?: 'FIXED_TERM' | 'APPRENTICE',
];

/** The people of Nordwind Instruments, managers before those who report to them. Invented. */
export const MEMBERS: readonly Member[] = [
  ['Katharina', 'Brandt', 'Chief Executive Officer', 'MGMT', 'HAM', '', '2019-02-01', 168000],
  ['Ulrich', 'Sommer', 'Head of Finance', 'FIN', 'HAM', 'Brandt', '2019-03-01', 115000],
  ['Tobias', 'Reimann', 'Head of Engineering', 'ENG', 'HAM', 'Brandt', '2019-04-01', 132000],
  ['Martin', 'Seidel', 'Head of Operations', 'OPS', 'HAM', 'Brandt', '2019-06-01', 118000],
  ['Andrea', 'Moretti', 'Head of Sales', 'SALES', 'VIE', 'Brandt', '2019-09-01', 121000],
  ['Birgit', 'Thomsen', 'Head of People', 'HR', 'HAM', 'Brandt', '2020-04-01', 89000],
  ['Lena', 'Voss', 'Executive Assistant', 'MGMT', 'HAM', 'Brandt', '2021-05-01', 54000],

  ['Miriam', 'Feldt', 'Lead Hardware Engineer', 'ENG-HW', 'VIE', 'Reimann', '2020-01-15', 94000],
  ['Jonas', 'Huber', 'Sensor Engineer', 'ENG-HW', 'VIE', 'Feldt', '2020-09-01', 72000],
  ['Sofia', 'Leitner', 'Sensor Engineer', 'ENG-HW', 'VIE', 'Feldt', '2022-03-01', 68000],
  ['Paul', 'Egger', 'Analog Designer', 'ENG-HW', 'VIE', 'Feldt', '2023-02-01', 74000],
  ['Clara', 'Novak', 'Test Engineer', 'ENG-HW', 'VIE', 'Feldt', '2025-02-01', 61000],
  [
    ...(['Emil', 'Wagner', 'Electronics Apprentice', 'ENG-HW', 'VIE', 'Feldt'] as const),
    ...(['2025-09-01', 16800, '1', 'APPRENTICE'] as const),
  ],

  ['Daniel', 'Okafor', 'Lead Software Engineer', 'ENG-SW', 'HAM', 'Reimann', '2020-03-01', 98000],
  ['Hanna', 'Petersen', 'Software Engineer', 'ENG-SW', 'HAM', 'Okafor', '2021-02-01', 76000],
  ['Yusuf', 'Demir', 'Software Engineer', 'ENG-SW', 'HAM', 'Okafor', '2022-06-01', 74000],
  ['Camille', 'Laurent', 'Software Engineer', 'ENG-SW', 'LYO', 'Okafor', '2023-04-01', 66000],
  ['Ravi', 'Menon', 'Embedded Engineer', 'ENG-SW', 'HAM', 'Okafor', '2024-11-15', 78000],
  ['Ida', 'Lindqvist', 'Quality Engineer', 'ENG-SW', 'HAM', 'Okafor', '2025-06-01', 64000, '0.8'],

  ['Élodie', 'Marchand', 'Production Manager', 'OPS-PROD', 'LYO', 'Seidel', '2020-05-01', 79000],
  ['Luc', 'Fontaine', 'Assembly Technician', 'OPS-PROD', 'LYO', 'Marchand', '2020-08-01', 41000],
  ['Nadia', 'Benali', 'Assembly Technician', 'OPS-PROD', 'LYO', 'Marchand', '2021-03-01', 40000],
  ['Hugo', 'Perrin', 'Calibration Technician', 'OPS-PROD', 'LYO', 'Marchand', '2022-01-10', 43500],
  ['Théo', 'Rousseau', 'Test Technician', 'OPS-PROD', 'LYO', 'Marchand', '2024-12-02', 42000],
  [
    ...(['Inès', 'Caron', 'Assembly Technician', 'OPS-PROD', 'LYO', 'Marchand'] as const),
    ...(['2025-10-01', 38500, '1', 'FIXED_TERM'] as const),
  ],

  ['Bernd', 'Hartwig', 'Logistics Manager', 'OPS-LOG', 'HAM', 'Seidel', '2020-10-01', 68000],
  ['Svenja', 'Koch', 'Warehouse Specialist', 'OPS-LOG', 'HAM', 'Hartwig', '2021-07-01', 42000],
  ['Julien', 'Mercier', 'Shipping Coordinator', 'OPS-LOG', 'LYO', 'Hartwig', '2025-03-01', 40500],

  ['Stefan', 'Gruber', 'Account Manager', 'SALES', 'VIE', 'Moretti', '2020-11-01', 72000],
  ['Amélie', 'Dubois', 'Account Manager', 'SALES', 'LYO', 'Moretti', '2021-09-01', 69000],
  ['Nina', 'Schwarz', 'Sales Engineer', 'SALES', 'HAM', 'Moretti', '2022-10-01', 76000],
  ['Oskar', 'Lang', 'Account Manager', 'SALES', 'VIE', 'Moretti', '2024-02-01', 66000],
  ['Giulia', 'Ferrari', 'Inside Sales', 'SALES', 'VIE', 'Moretti', '2025-11-03', 52000],

  ['Petra', 'Vogel', 'Accountant', 'FIN', 'HAM', 'Sommer', '2020-02-01', 58000, '0.8'],
  ['Lukas', 'Steiner', 'Controller', 'FIN', 'VIE', 'Sommer', '2023-06-01', 71000],
  ['Maja', 'Kowalski', 'Accountant', 'FIN', 'HAM', 'Sommer', '2026-01-15', 55000],

  ['Carla', 'Jensen', 'HR Specialist', 'HR', 'HAM', 'Thomsen', '2022-08-01', 54000, '0.6'],

  ['Frank', 'Albers', 'IT Manager', 'IT', 'HAM', 'Seidel', '2020-07-01', 86000],
  ['Zoe', 'Marten', 'Systems Administrator', 'IT', 'HAM', 'Albers', '2021-11-01', 62000],
  ['Tom', 'Ritter', 'Systems Administrator', 'IT', 'HAM', 'Albers', '2022-02-01', 60000],
  ['Marc', 'Vidal', 'Support Technician', 'IT', 'LYO', 'Albers', '2024-03-01', 44000],
  ['Lea', 'Winkler', 'Support Technician', 'IT', 'HAM', 'Albers', '2025-08-01', 46000],
];
