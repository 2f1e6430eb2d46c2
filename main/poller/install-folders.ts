/** Where license tools put lmutil, most general first. A segment with `*` stands for every folder of that form, the
 * highest version first. `%NAME%` is a variable of the environment; a place whose variable is not set is left out. */
export const INSTALL_FOLDERS: Readonly<Record<'win32' | 'linux' | 'darwin', readonly string[]>> = {
  win32: [
    // Autodesk Network License Manager, today's and older
    'C:\\Autodesk\\Network License Manager',
    '%ProgramFiles%\\Autodesk\\Network License Manager',
    '%ProgramFiles(x86)%\\Autodesk Network License Manager',
    '%ProgramFiles%\\Autodesk Network License Manager',
    // FlexNet Publisher put there by hand, and its license server manager
    'C:\\FlexLM',
    'C:\\flexlm',
    '%ProgramFiles%\\FlexNet Publisher License Server Manager',
    '%ProgramFiles(x86)%\\FlexNet Publisher License Server Manager',
    // ArcGIS License Manager
    '%ProgramFiles(x86)%\\ArcGIS\\License*\\bin',
    '%ProgramFiles%\\ArcGIS\\License*\\bin',
    // MATLAB
    '%ProgramFiles%\\MATLAB\\R20*\\etc\\win64',
    // Siemens PLM / Solid Edge license server
    '%ProgramFiles%\\Siemens\\PLMLicenseServer',
    '%ProgramFiles(x86)%\\Siemens\\PLMLicenseServer',
    // Ansys, the server's and the client's
    '%ProgramFiles%\\ANSYS Inc\\Shared Files\\Licensing\\winx64',
    '%ProgramFiles%\\ANSYS Inc\\v*\\licensingclient\\winx64',
    // PTC
    '%ProgramFiles%\\PTC\\FLEXnet Admin License Server\\bin',
    // COMSOL
    '%ProgramFiles%\\COMSOL\\COMSOL*\\Multiphysics\\license\\win64',
    // Intel FPGA (Quartus)
    'C:\\intelFPGA*\\*\\quartus\\bin64',
    // Synopsys SCL, Cadence License Manager
    'C:\\Synopsys\\SCL\\*\\win64\\bin',
    'C:\\Cadence\\LicenseManager',
  ],
  linux: [
    // Autodesk Network License Manager
    '/opt/flexnetserver',
    // put there by hand
    '/opt/flexlm',
    '/opt/flexlm/bin',
    '/opt/flexnet',
    '/opt/flexnet/bin',
    '/usr/local/flexlm',
    '/usr/local/flexlm/bin',
    '/usr/local/flexlm/linux_x86_64',
    // MATLAB
    '/usr/local/MATLAB/R20*/etc/glnxa64',
    '/opt/MATLAB/R20*/etc/glnxa64',
    '/opt/matlab/R20*/etc/glnxa64',
    // ArcGIS License Manager
    '/opt/arcgis/licensemanager/bin',
    '/usr/local/arcgis/licensemanager/bin',
    // Ansys, the server's and the client's
    '/ansys_inc/shared_files/licensing/linx64',
    '/usr/ansys_inc/shared_files/licensing/linx64',
    '/opt/ansys_inc/shared_files/licensing/linx64',
    '/usr/ansys_inc/v*/licensingclient/linx64',
    // Siemens
    '/opt/siemens/PLMLicenseServer',
    '/usr/local/Siemens/PLMLicenseServer',
    // Synopsys SCL
    '/usr/synopsys/scl/*/linux64/bin',
    '/opt/synopsys/scl/*/linux64/bin',
    // COMSOL
    '/usr/local/comsol*/multiphysics/license/glnxa64',
    // Intel FPGA (Quartus)
    '/opt/intelFPGA*/*/quartus/linux64',
  ],
  darwin: [
    // Autodesk Network License Manager
    '/usr/local/flexnetserver',
    // MATLAB
    '/Applications/MATLAB_R20*.app/etc/maca64',
    '/Applications/MATLAB_R20*.app/etc/maci64',
    // put there by hand
    '/opt/flexlm',
    '/usr/local/flexlm',
    '/usr/local/flexlm/bin',
  ],
}
