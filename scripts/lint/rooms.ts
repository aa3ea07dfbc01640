/**
 * Which room of the house may use which. This table is the rule: the lint reads it, test/house/layers.test.ts plants
 * violations against it, and a newcomer reads it from top to bottom. A new folder under a `src-*` needs a row here.
 */

export interface Room {
  /** Its folder or file, from the repository's root. The longest match decides in which room a file lies. */
  readonly path: string;
  /**
   * The rooms it may import. A room may always import itself. Permission for a room covers the rooms inside it:
   * `src-shared` covers `src-shared/domain`.
   */
  readonly uses: readonly string[];
  /** Rooms of which it may import types alone: nothing of them gets into its bundle or its process. */
  readonly usesTypesOf?: readonly string[];
  /** The npm packages it may import. Left out: any that is not kept for another room. */
  readonly packages?: readonly string[];
  /** Whether it may import Node's own modules. */
  readonly node: boolean;
}

/** What every feature stands on. */
const ground = [
  'src-shared',
  'foundations',
  'storage',
  'db',
  'jobs',
  'events',
  'graph',
  'networks',
  'compute',
];

/** The features in the order of the road: each may use those above it and none below. */
const road = [
  'users',
  'studies',
  'masks',
  'backbones',
  'tuning',
  'segmentation',
  'proposals',
  'predictions',
  'review',
  'export',
  'demo',
  'experiments',
];

const features = Object.fromEntries(
  road.map((name, place): [string, Room] => [
    name,
    { path: `src-main/${name}`, uses: [...ground, ...road.slice(0, place)], node: true },
  ]),
);

export const rooms: Readonly<Record<string, Room>> = {
  'src-shared/domain': { path: 'src-shared/domain', uses: [], packages: ['zod'], node: false },
  'src-shared/contract': {
    path: 'src-shared/contract',
    uses: ['src-shared/domain'],
    packages: ['zod', '@orpc/contract'],
    node: false,
  },

  /** What the program says, one file per language: data. */
  'src-shared/messages': { path: 'src-shared/messages', uses: [], packages: [], node: false },

  graph: { path: 'src-main/graph', uses: [], packages: [], node: false },
  networks: { path: 'src-main/networks', uses: ['graph', 'src-shared'], packages: ['zod'], node: true },
  compute: { path: 'src-main/compute', uses: ['src-shared'], usesTypesOf: ['graph'], node: true },
  storage: { path: 'src-main/storage', uses: ['src-shared'], node: true },
  'storage/runningHost': {
    path: 'src-main/storage/runningHost.ts',
    uses: ['storage', 'src-shared'],
    node: true,
  },
  db: { path: 'src-main/db', uses: ['storage', 'src-shared'], node: true },
  events: { path: 'src-main/events', uses: ['db', 'src-shared'], node: true },
  jobs: { path: 'src-main/jobs', uses: ['events', 'db', 'storage', 'src-shared'], node: true },
  foundations: {
    path: 'src-main/foundations.ts',
    uses: ['src-shared'],
    usesTypesOf: ['storage', 'db', 'jobs', 'events', 'compute'],
    node: false,
  },

  ...features,

  /** What the machine can do, and whether the data folder is sound: beside the road, asked by no feature. */
  system: { path: 'src-main/system', uses: ground, node: true },

  workstation: {
    path: 'src-main/workstation.ts',
    uses: [...ground, ...road, 'system'],
    node: true,
  },
  computeProcess: { path: 'src-main/computeProcess.ts', uses: [...ground, ...road, 'system'], node: true },
  'compute/port': { path: 'src-main/compute/port.ts', uses: ['src-shared'], node: true },

  'hosts/electron': {
    path: 'src-main/hosts/electron',
    uses: ['workstation', 'computeProcess', 'storage/runningHost', 'hosts/web', 'src-shared'],
    usesTypesOf: ['compute/port', 'foundations'],
    node: true,
  },
  'hosts/web': {
    path: 'src-main/hosts/web',
    uses: ['workstation', 'computeProcess', 'storage/runningHost', 'src-shared'],
    usesTypesOf: ['compute/port', 'foundations'],
    node: true,
  },
  'hosts/cli': {
    path: 'src-main/hosts/cli',
    uses: ['workstation', 'computeProcess', 'storage/runningHost', 'hosts/web', 'src-shared'],
    usesTypesOf: ['compute/port', 'foundations'],
    node: true,
  },

  renderer: {
    path: 'src-renderer',
    uses: ['src-shared/domain', 'src-shared/messages'],
    usesTypesOf: ['src-shared/contract'],
    packages: ['svelte', 'bits-ui', 'uplot', '@orpc/client', '@orpc/contract'],
    node: false,
  },
};

/** Packages with one importer each: everything else reaches them through that room. */
export const keptFor: Readonly<Record<string, string>> = {
  electron: 'hosts/electron',
  'onnxruntime-node': 'compute',
  'better-sqlite3': 'db',
  '@techstark/opencv-js': 'proposals',
};
