import { z } from 'zod';
import { procedure } from './procedure.ts';

export const SystemInfo = z.object({
  version: z.string(),
  host: z.enum(['electron', 'web', 'cli']),
  dataDir: z.string(),
  /** The frozen network all adapters rest on. */
  backbone: z.object({ name: z.string(), sha256: z.string(), notice: z.string() }),
});
export type SystemInfo = z.infer<typeof SystemInfo>;

/** What the probe of an execution provider found. */
export const ProviderReport = z.object({
  name: z.string(),
  /** It opened, every node ran on it, and it computed what it should. */
  available: z.boolean(),
  /** The device, where the runtime or the system names it. */
  adapter: z.string().optional(),
  /** Why it is not available. */
  reason: z.string().optional(),
  /** A training step against stored float64 values: L2 relative, the largest of the loss, logits and gradients. */
  selfTest: z.object({ ok: z.boolean(), maxRelativeError: z.number() }).optional(),
  /** Whether it computes in half precision. */
  float16: z.boolean().optional(),
  /** 10⁹ floating-point operations a second, over products of matrices as large as its speed allows, float32. */
  gflops: z.number().optional(),
  /** The same in half precision. */
  float16Gflops: z.number().optional(),
});
export type ProviderReport = z.infer<typeof ProviderReport>;

export const Doctor = z.object({
  providers: z.array(ProviderReport),
  checks: z.array(z.object({ name: z.string(), ok: z.boolean(), detail: z.string() })),
});
export type Doctor = z.infer<typeof Doctor>;

export const Verification = z.object({
  ok: z.boolean(),
  problems: z.array(z.object({ kind: z.string(), where: z.string(), message: z.string() })),
});
export type Verification = z.infer<typeof Verification>;

/** What a person can choose for the workstation. MB are 10⁶ bytes. */
export const Settings = z.strictObject({
  /** On what tuning and the predictions of whole studies run. `auto`: the fastest that passed its self-test here. */
  provider: z.enum(['auto', 'cpu', 'webgpu', 'dml', 'coreml', 'cuda']),
  /** Whether a run on a device goes on, marked, where operations fall to the CPU; otherwise it is refused. */
  allowCpuNodes: z.boolean(),
  /** What a compute process may take for networks and caches. At most the machine's memory. */
  memoryBudgetMb: z.int().min(512).max(100_000_000),
  /** What prepared frames may take in the data folder; 0: none are kept. At most the size of the disk. */
  cacheLimitMb: z.int().min(0).max(100_000_000),
});
export type Settings = z.infer<typeof Settings>;

export const SettingsReport = z.object({
  /** As they hold: chosen, or the default of this machine. */
  settings: Settings,
  defaults: Settings,
  /** The largest values that this machine allows. */
  most: Settings.pick({ memoryBudgetMb: true, cacheLimitMb: true }),
  /** On what the next run will compute, and why; `ready` false: it will be refused, for this reason. */
  compute: z.object({ provider: z.string(), ready: z.boolean(), reason: z.string() }),
});
export type SettingsReport = z.infer<typeof SettingsReport>;

/** What is left out stays as it is; null brings the default back. */
export const SettingsChange = z.strictObject({
  provider: Settings.shape.provider.nullable().optional(),
  allowCpuNodes: Settings.shape.allowCpuNodes.nullable().optional(),
  memoryBudgetMb: Settings.shape.memoryBudgetMb.nullable().optional(),
  cacheLimitMb: Settings.shape.cacheLimitMb.nullable().optional(),
});
export type SettingsChange = z.infer<typeof SettingsChange>;

/** How the workstation speaks, looks and prints, for everyone who uses it. */
export const Preferences = z.strictObject({
  /** `auto`: as the page's surroundings speak, else English. */
  language: z.enum(['auto', 'en', 'de', 'es', 'ja']),
  theme: z.enum(['dark', 'light', 'system']),
  paper: z.enum(['a4', 'letter']),
  /** What a report is headed with: the hospital's name, then department and address, line by line. */
  letterhead: z.string().max(600),
  /** How often a set of classes is to hold the right one: the level of conformal sets. */
  confidence: z.number().min(0.5).max(0.99),
  /** Predictions are shown once the reader has decided. */
  blind: z.boolean(),
});
export type Preferences = z.infer<typeof Preferences>;
/** What is left out stays as it is. */
export const PreferencesChange = Preferences.partial();
export type PreferencesChange = z.infer<typeof PreferencesChange>;

/** What is kept because it is costly to compute; safe to delete at any time. */
export const CacheUsage = z.object({
  bytes: z.number(),
  files: z.int(),
  /** What prepared frames may take. */
  limitBytes: z.number(),
});
export type CacheUsage = z.infer<typeof CacheUsage>;

export const systemContract = {
  info: procedure('system.read').output(SystemInfo),
  /** `examine: false` tells what the last examination of the providers found, where there was one on this machine. */
  doctor: procedure('system.read')
    .input(z.object({ examine: z.boolean() }).default({ examine: true }))
    .output(Doctor),
  settings: procedure('system.read').output(SettingsReport),
  /** A provider that was named is examined first, where it was not yet. */
  changeSettings: procedure('system.change').input(SettingsChange).output(SettingsReport),
  preferences: procedure('system.read').output(Preferences),
  changePreferences: procedure('system.change').input(PreferencesChange).output(Preferences),
  caches: procedure('system.read').output(CacheUsage),
  /** Deletes them, also while work is going on. */
  clearCaches: procedure('system.change').output(CacheUsage),
  /** Reads every row and file once and says what is not as it should be. */
  verify: procedure('system.read').output(Verification),
};
