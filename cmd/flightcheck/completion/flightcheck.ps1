# Completion of flightcheck in PowerShell 5.1 or later. In $PROFILE:
#   flightcheck completion powershell | Out-String | Invoke-Expression

Register-ArgumentCompleter -Native -CommandName 'flightcheck', 'flightcheck.exe' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @()
    foreach ($e in $commandAst.CommandElements | Select-Object -Skip 1) {
        if ($e.Extent.StartOffset -ge $cursorPosition) { break }
        if ($e -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $words += $e.Value }
        else { $words += $e.Extent.Text }
    }
    $last = $commandAst.CommandElements[-1]
    if ($last.Extent.EndOffset -lt $cursorPosition) { $words += '' }
    # Before PowerShell 7.3 an empty word is lost on the way to a program.
    $utf8 = [System.Text.Encoding]::UTF8
    $old = [Console]::OutputEncoding
    try {
        [Console]::OutputEncoding = $utf8
        if ($words[-1] -eq '' -and $PSVersionTable.PSVersion -lt [version]'7.3') { $words[-1] = '""' }
        $lines = @(& $commandAst.CommandElements[0].Extent.Text __complete powershell @words 2>$null)
    }
    finally { [Console]::OutputEncoding = $old }
    foreach ($line in $lines | Select-Object -Skip 1) {
        $text, $says = $line -split "`t", 2
        if (-not $says) { $says = $text }
        [System.Management.Automation.CompletionResult]::new($text, $text.Trim("'"), 'ParameterValue', $says)
    }
}
