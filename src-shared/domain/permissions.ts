/**
 * What a procedure needs from whoever calls it. There is one local user now, who holds them all; roles arrive
 * behind this seam without touching a procedure.
 */
export const permissions = [
  'studies.read',
  'studies.import',
  'studies.edit',
  'studies.erase',
  'masks.edit',
  'findings.label',
  'studies.sign',
  'backbones.manage',
  'tuning.read',
  'tuning.run',
  'adapters.activate',
  'segmentation.run',
  'predictions.run',
  'reports.create',
  'jobs.control',
  'system.read',
  'system.change',
  'demo.load',
] as const;
export type Permission = (typeof permissions)[number];
