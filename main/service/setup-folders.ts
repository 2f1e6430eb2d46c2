/**
 * Where license servers and their clients keep license files, most general first; forms as in `INSTALL_FOLDERS`. What is
 * in them is read when its name ends in `.lic`, or is `license.dat`.
 */
export const LICENSE_FOLDERS: Readonly<Record<'win32' | 'linux' | 'darwin', readonly string[]>> = {
  win32: [
    // Autodesk: the license server's, and those of clients, of today and older
    'C:\\Autodesk\\Network License Manager',
    'C:\\Autodesk\\Network License Manager\\License',
    '%ProgramFiles%\\Autodesk\\Network License Manager',
    '%ProgramFiles(x86)%\\Autodesk Network License Manager',
    '%ProgramFiles(x86)%\\Autodesk Network License Manager\\License',
    '%ProgramData%\\Autodesk\\AdskLicensingService\\*',
    '%ProgramData%\\Autodesk\\CLM\\LGS\\*',
    '%ProgramFiles%\\Autodesk\\*',
    // FlexNet Publisher put there by hand
    'C:\\flexlm',
    // MATLAB
    '%ProgramFiles%\\MATLAB\\R20*\\licenses',
    // Siemens
    '%ProgramFiles%\\Siemens\\PLMLicenseServer',
    // PTC
    '%ProgramFiles%\\PTC\\FLEXnet Admin License Server\\licensing',
    // COMSOL
    '%ProgramFiles%\\COMSOL\\COMSOL*\\Multiphysics\\license',
  ],
  linux: [
    // FlexLM's own default, and folders people make
    '/usr/local/flexlm/licenses',
    '/usr/local/flexlm',
    '/opt/flexlm/licenses',
    '/opt/flexlm',
    '/opt/flexnet',
    '/etc/flexlm',
    // Autodesk Network License Manager
    '/opt/flexnetserver',
    '/var/opt/Autodesk/AdskLicensingService/*',
    // MATLAB
    '/usr/local/MATLAB/R20*/licenses',
    '/opt/MATLAB/R20*/licenses',
    '/opt/matlab/R20*/licenses',
    // COMSOL
    '/usr/local/comsol*/multiphysics/license',
  ],
  darwin: [
    '/usr/local/flexlm/licenses',
    '/opt/flexlm',
    // Autodesk
    '/usr/local/flexnetserver',
    '/Library/Application Support/Autodesk/AdskLicensingService/*',
    // MATLAB
    '/Applications/MATLAB_R20*.app/licenses',
  ],
}
